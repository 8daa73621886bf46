import type { PageDefinition } from '../view';
import { clocksPage } from './clocks';
import { customersPage } from './customers';
import { eventPage } from './event';
import { eventsPage } from './events';
import { failuresPage } from './failures';
import { invoicesPage } from './invoices';
import { objectPage } from './object';
import { overviewPage } from './overview';
import { paymentsPage } from './payments';
import { requestPage } from './request';
import { requestsPage } from './requests';
import { subscriptionsPage } from './subscriptions';

/** Every page of the dashboard. */
export const pages: readonly PageDefinition[] = [
  overviewPage,
  customersPage,
  subscriptionsPage,
  invoicesPage,
  paymentsPage,
  eventsPage,
  eventPage,
  requestsPage,
  requestPage,
  clocksPage,
  failuresPage,
  objectPage,
];
