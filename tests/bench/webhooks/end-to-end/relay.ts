import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';

export type Delivery = { readonly body: string; readonly at: number };

/**
 * Stands between the sandbox and the application, to see when a delivery sets out. While nobody is behind it, everything
 * is answered 200 and dropped.
 */
export class Relay {
  target: URL | null = null;
  onDelivery: (delivery: Delivery) => void = () => {};
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await text(incoming);
      const signature = String(incoming.headers['stripe-signature']);
      outgoing.writeHead(this.target ? await this.#forward(this.target, body, signature) : 200).end();
    })();
  });

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  /** @returns the status; 502 when there was no answer, so that the sandbox sends it again */
  #forward(target: URL, body: string, signature: string): Promise<number> {
    return new Promise((resolve) => {
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'content-length': Buffer.byteLength(body),
      };
      this.onDelivery({ body, at: performance.now() });
      const outgoing = request(target, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 502));
      });
      outgoing.once('error', () => resolve(502));
      outgoing.end(body);
    });
  }
}
