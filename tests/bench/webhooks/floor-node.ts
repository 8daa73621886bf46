import { createServer, type IncomingMessage } from 'node:http';
import { store, storeInInbox } from './floor-app/store';
import { verified } from './floor-app/verified';

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function receive(request: IncomingMessage): Promise<void> {
  const body = await textOf(request);
  const event = verified(body, String(request.headers['stripe-signature']));
  if (request.url === '/insert') await store(event, body);
  if (request.url === '/inbox') await storeInInbox(event, body);
}

/** The least a webhook endpoint on Node can do: `/verify` looks at the signature, `/insert` keeps the event as well, `/inbox` where we keep it. */
const server = createServer((request, response) => {
  receive(request).then(
    () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}'),
    () => response.writeHead(400).end(),
  );
});
server.listen(Number(process.env.PORT), '127.0.0.1');
