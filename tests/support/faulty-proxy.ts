import http from 'node:http';

/**
 * - `pass`: as if it weren't there
 * - `lose_answer`: the work is done at the far end, and its answer never comes back
 * - `break_body`: the same, with half a body
 * - `fail_after`: the work is done, and a 500 comes back
 * - `fail_before`: a 500 without the work
 * - `in_flight`: the first is answered with a 409, as one is whose like is still at work; then as if it weren't there
 */
export type Fault = 'pass' | 'lose_answer' | 'break_body' | 'fail_after' | 'fail_before' | 'in_flight';

export type FaultyProxy = {
  readonly url: string;
  /** The fault for writes whose path matches; reads always pass. */
  set(fault: Fault, path?: RegExp): void;
  close(): Promise<void>;
};

const IN_FLIGHT = JSON.stringify({
  error: { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'Still at work.' },
});
const SERVER_ERROR = JSON.stringify({ error: { type: 'api_error', message: 'An error occurred.' } });

/** A proxy in front of the sandbox that loses, breaks or fails answers: real sockets, real half-read bodies. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let fault: Fault = 'pass';
  let matching = /.*/;
  const server = http.createServer((incoming, outgoing) => {
    const applies = incoming.method !== 'GET' && matching.test(incoming.url ?? '') ? fault : 'pass';
    const fail = () => outgoing.writeHead(500, { 'content-type': 'application/json' }).end(SERVER_ERROR);
    if (applies === 'fail_before') {
      incoming.resume();
      fail();
      return;
    }
    if (applies === 'in_flight') {
      fault = 'pass';
      incoming.resume();
      outgoing.writeHead(409, { 'content-type': 'application/json' }).end(IN_FLIGHT);
      return;
    }
    const upstream = http.request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        switch (applies) {
          case 'lose_answer':
            answer.resume().on('end', () => outgoing.destroy());
            return;
          case 'fail_after':
            answer.resume().on('end', fail);
            return;
          case 'break_body':
            answer.resume().on('end', () => {
              outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
              outgoing.write('{"id":"su');
              setTimeout(() => outgoing.destroy(), 10);
            });
            return;
          case 'pass':
            outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(outgoing);
            return;
          default:
            applies satisfies never;
        }
      },
    );
    upstream.on('error', () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    set(next, path = /.*/) {
      fault = next;
      matching = path;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
