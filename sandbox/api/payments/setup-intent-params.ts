import { p } from '../kernel';
import { fromBrowser, shared } from './intent-params';

const about = {
  attach_to_self: p.boolean().optional(),
  customer: p.text().optional(),
  description: p.text(1000).optional(),
  metadata: p.metadata(),
};

export const createParams = p.params({
  ...shared,
  ...about,
  confirm: p.boolean().optional(),
  usage: p.oneOf('off_session', 'on_session').optional(),
});

const { automatic_payment_methods: _, ...changeable } = shared;
export const updateParams = p.params({ ...changeable, ...about });
export const confirmParams = p.params({ ...shared, ...fromBrowser });
export const cancelParams = p.params({
  cancellation_reason: p.oneOf('abandoned', 'requested_by_customer', 'duplicate').optional(),
});
export const retrieveParams = p.params({ client_secret: p.text().optional(), key: p.text().optional() });
export const listParams = p.params({
  ...p.page,
  customer: p.text().optional(),
  payment_method: p.text().optional(),
  created: p.range(),
});
