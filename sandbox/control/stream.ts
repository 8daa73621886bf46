import type { ApiRequest } from '../api/kernel/api-request';
import type { AnyAnswer } from '../web/http';
import type { Control, Parts } from './define';

/** What happens in the sandbox as it happens, as server-sent events. */
export const stream: Control = {
  method: 'GET',
  path: '/stream',
  answer: (parts: Parts, request: ApiRequest): AnyAnswer => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    body: '',
    live: (outgoing) => parts.feed.attach(outgoing, Number(request.header('last-event-id') ?? 0) || 0),
  }),
};
