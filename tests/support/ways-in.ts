import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { receiveRequest } from '@/app/api/webhooks/stripe/receive-request';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import { createIngestServer } from '@/lib/payments/webhooks/ingest-server';

export type Answer = { readonly status: number; readonly body: string };

/** An open endpoint for deliveries. */
export type Endpoint = {
  deliver(body: string | ReadableStream, signature: string | null): Promise<Answer>;
  close(): Promise<void>;
};

export type WayIn = { readonly name: string; open(context: PaymentsContext): Promise<Endpoint> };

function requestOf(url: string, body: string | ReadableStream, signature: string | null): Request {
  // Node asks for `duplex` with a stream; the types of browsers don't know it.
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(signature === null ? {} : { 'stripe-signature': signature }),
    },
    body,
    duplex: 'half',
  };
  return new Request(url, init);
}

const read = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: await response.text(),
});

const ROUTE: WayIn = {
  name: 'the route',
  open: async (context) => {
    const payments = createPayments(context);
    const url = 'http://localhost/api/webhooks/stripe';
    return {
      deliver: async (body, signature) =>
        read(await receiveRequest(payments, requestOf(url, body, signature))),
      close: async () => {},
    };
  },
};

const INGEST: WayIn = {
  name: 'the ingest process',
  open: async (context) => {
    const { server, stop } = createIngestServer(context, { backlogSeconds: 300 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/webhooks/stripe`;
    return {
      deliver: async (body, signature) => read(await fetch(requestOf(url, body, signature))),
      close: stop,
    };
  },
};

/** Every way a delivery can come in. They must not be told apart by what they answer. */
export const WAYS_IN: readonly WayIn[] = [ROUTE, INGEST];
