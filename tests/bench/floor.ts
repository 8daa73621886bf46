import { createServer } from 'node:http';

const BODY = `${JSON.stringify({ id: 'cus_floor', object: 'customer', filler: 'x'.repeat(900) }, null, 2)}\n`;

/** The least that a server on Node can do: read the request, answer a constant. */
const server = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': BODY.length });
    outgoing.end(BODY);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`ready on http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
