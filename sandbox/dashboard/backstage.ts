import type { Answer } from '../api/kernel/answer';
import type { ApiRequest } from '../api/kernel/api-request';
import { control } from '../control/control';
import type { Parts } from '../control/define';
import type { Backstage, Reply } from './view';

/** What the dashboard stands on, for a request: it acts as whoever sent that would, from the same place. */
export function backstage(parts: Parts, request: ApiRequest): Backstage {
  const { ledger, log, disturbance, api } = parts;
  const send = (to: Omit<ApiRequest, 'origin' | 'query'>): ApiRequest => {
    const [path = '', query = ''] = to.path.split('?');
    return { ...to, path, query, origin: request.origin };
  };
  return {
    ledger,
    log,
    disturbance,
    // The newest of those that hold something comes last; where all calls were refused there are requests to look at.
    accounts: () => {
      const held = ledger.store.accountNames();
      const known = [...log.accounts().filter((name) => !held.includes(name)), ...held];
      return known.filter((name) => !name.startsWith('~'));
    },
    async control(method, path, body) {
      const text = body === undefined ? '' : JSON.stringify(body);
      return decode(
        await control(parts, send({ method, path: `/_sandbox${path}`, body: text, header: () => undefined })),
      );
    },
    async call(account, path, form) {
      const headers: Record<string, string> = {
        authorization: `Bearer sk_test_${account}`,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams(form).toString();
      return decode(await api.answer(send({ method: 'POST', path, body, header: (name) => headers[name] })));
    },
  };
}

function decode({ status, body }: Answer): Reply {
  try {
    return { status, body: JSON.parse(body) };
  } catch {
    return { status, body: null };
  }
}
