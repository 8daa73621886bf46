import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';

const LANES = 12;
/** Between the tries of one delivery: long enough not to spin while the server is down. */
const PAUSE_MS = 40;
/** The provider's own patience is 10 s and more; a killed server is heard of at once. */
const TIMEOUT_MS = 10_000;

/** Signs and sends deliveries as the provider does: whatever is not answered with 200 comes again, and again. */
export class Sender {
  /** Deliveries answered with 200. */
  delivered = 0;
  /** Tries that were not. */
  failed = 0;
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** @param after called after each delivery, with how many there have been */
  async send(payloads: readonly string[], after: (delivered: number) => void): Promise<void> {
    const waiting = [...payloads];
    const lane = async (): Promise<void> => {
      for (let payload = waiting.shift(); payload !== undefined; payload = waiting.shift()) {
        while (!(await this.#try(payload))) {
          this.failed += 1;
          await sleep(PAUSE_MS);
        }
        this.delivered += 1;
        after(this.delivered);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    this.#agent.destroy();
  }

  #try(payload: string): Promise<boolean> {
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: this.secret });
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      const request = http.request(this.url, {
        method: 'POST',
        headers,
        agent: this.#agent,
        timeout: TIMEOUT_MS,
      });
      request.on('response', (response) => {
        // A 200 whose end never came was not heard.
        response.on('error', () => resolve(false));
        response.on('close', () => resolve(response.complete && response.statusCode === 200));
        response.resume();
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(false));
      request.end(payload);
    });
  }
}
