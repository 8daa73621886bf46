import type { ApiRequest } from '../api/kernel/api-request';
import type { AnyAnswer } from '../web/http';
import { setBillingSettings, showBillingSettings } from './billing-settings';
import { moveClock, readClock } from './clock';
import { compact } from './compact';
import { type Control, type Parts, refused } from './define';
import { listDeliveries, retryAll, retryDelivery, showDelivery } from './deliveries';
import { addFault, listFaults, removeFault, removeFaults } from './faults';
import { health } from './health';
import { setLatency } from './latency';
import { setLimits, showLimits } from './limits';
import { closePort } from './outage';
import { redeliverEvent } from './redeliver';
import { listRequests, showRequest } from './requests';
import { reset } from './reset';
import { rollSecret } from './roll-secret';
import { stream } from './stream';
import { setWebhooks, showWebhooks } from './webhooks';

/** Fixed paths stand before those with an `:id` that would take them in. */
const CONTROLS: readonly Control[] = [
  health,
  ...[listRequests, showRequest],
  ...[listDeliveries, retryAll, showDelivery, retryDelivery],
  ...[showWebhooks, setWebhooks, redeliverEvent, rollSecret],
  ...[addFault, listFaults, removeFaults, removeFault],
  ...[showLimits, setLimits],
  ...[readClock, moveClock],
  ...[showBillingSettings, setBillingSettings],
  ...[setLatency, closePort, compact, reset, stream],
];

/** The sandbox's own controls under `/_sandbox`: no key, JSON both ways, for tests and the dashboard. */
export async function control(parts: Parts, request: ApiRequest): Promise<AnyAnswer> {
  const path = request.path.slice('/_sandbox'.length);
  for (const each of CONTROLS) {
    const id = each.method === request.method ? fit(each.path, path) : null;
    if (id !== null) return each.answer(parts, request, id);
  }
  return refused(404, `The sandbox has no control ${request.method} ${path}.`);
}

/** What stands for `:id`, `''` when the path has none; null when the path is another one. */
function fit(pattern: string, path: string): string | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  let id = '';
  for (const [index, segment] of wanted.entries()) {
    if (segment === ':id') id = given[index] ?? '';
    else if (segment !== given[index]) return null;
  }
  return id;
}
