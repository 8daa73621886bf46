import { testClocks } from '../api/kernel/governing-clock';
import { deliveries, events } from '../webhooks/records';
import type { Parts } from './define';
import { deliveryLine } from './deliveries';
import { faultLine } from './faults';

/** Lets the feed tell of requests, events, deliveries, test clocks and faults. */
export function report({
  feed,
  log,
  ledger,
  disturbance,
}: Pick<Parts, 'feed' | 'log' | 'ledger' | 'disturbance'>): void {
  log.onEnd((entry) => feed.publish('request', entry));
  disturbance.faults.onChange((change, fault) => feed.publish('fault', { change, ...faultLine(fault) }));
  ledger.onCommit((account, written) => {
    for (const item of written) {
      if (events.holds(item)) {
        const { id, type, created, request } = item;
        feed.publish('event', { account, id, type, created, object_id: idIn(item.data.object), request });
      } else if (deliveries.holds(item)) {
        feed.publish('delivery', deliveryLine(account, item));
      } else if (testClocks.holds(item)) {
        feed.publish('clock', { account, id: item.id, status: item.status, frozen_time: item.frozen_time });
      }
    }
  });
}

function idIn(object: object): string | null {
  return 'id' in object && typeof object.id === 'string' ? object.id : null;
}
