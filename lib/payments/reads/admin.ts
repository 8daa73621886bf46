import type { PaymentsContext } from '../context';
import type { AdminReads } from '../service/payment-service';
import { adminCustomers } from './admin-customers';
import { adminEvents } from './admin-events';
import { adminOverview } from './admin-overview';
import { adminPayments } from './admin-payments';
import { adminSubscriptions } from './admin-subscriptions';

/** The admin pages' reads: the mirror and our own rows, never the provider. The caller must have checked the role. */
export function adminReads(context: PaymentsContext): AdminReads {
  return {
    overview: () => adminOverview(context),
    customers: (after) => adminCustomers(context, after),
    subscriptions: (after) => adminSubscriptions(context, after),
    payments: (after) => adminPayments(context, after),
    events: (after) => adminEvents(context, after),
  };
}
