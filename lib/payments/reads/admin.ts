import type { PaymentsContext } from '../context';
import { figuresOf } from '../figures';
import type { AdminReads } from '../service/payment-service';
import { countDead, inboxBacklog, inboxFailures } from '../webhooks/backlog';
import { adminAudit } from './admin-audit';
import { adminCustomer } from './admin-customer';
import { adminCustomers } from './admin-customers';
import { adminEvent, adminEvents } from './admin-events';
import { adminMachinery } from './admin-machinery';
import { adminOperations } from './admin-operations';
import { adminPayment, adminPayments } from './admin-payments';
import { adminBreaks, adminRuns } from './admin-reconciliation';
import { adminStaff } from './admin-staff';
import { adminSubscriptions } from './admin-subscriptions';
import { adminUnowned } from './admin-unowned';

/** The admin pages' reads: the mirror and our own rows, never the provider. The caller must have checked the role. */
export function adminReads(context: PaymentsContext): AdminReads {
  return {
    machinery: () => adminMachinery(context),
    figures: (filter) => figuresOf(context, filter),
    customers: (after, search = null) => adminCustomers(context, after, search),
    customer: (id) => adminCustomer(context, id),
    subscriptions: (after) => adminSubscriptions(context, after),
    payments: (after) => adminPayments(context, after),
    payment: (id) => adminPayment(context, id),
    staff: () => adminStaff(context),
    audit: (after) => adminAudit(context, after),
    unowned: (after) => adminUnowned(context, after),
    events: (after, filter) => adminEvents(context, after, filter),
    event: (id) => adminEvent(context, id),
    inbox: () => inboxBacklog(context),
    deadCount: (type) => countDead(context, type),
    inboxFailures: () => inboxFailures(context),
    reconciliations: () => adminRuns(context),
    operations: (after, filter) => adminOperations(context, after, filter),
    breaks: (after) => adminBreaks(context, after),
  };
}
