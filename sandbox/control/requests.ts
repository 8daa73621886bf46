import { defineControl, none, Refusal } from './define';

/** The API's latest requests, for counting calls. */
export const listRequests = defineControl({
  method: 'GET',
  path: '/requests',
  body: none,
  run: ({ parts, query }) => parts.log.since(Number(query.get('since') ?? 0) || 0),
});

/** One request with its parameters and its answer, by the id in its `Request-Id` header. */
export const showRequest = defineControl({
  method: 'GET',
  path: '/requests/:id',
  body: none,
  run({ parts, id }) {
    const found = parts.log.find(id);
    if (!found) return new Refusal(404, `No such request: '${id}'`);
    return { ...found.entry, params: found.detail?.params ?? null, answer: found.detail?.answer ?? null };
  },
});
