import Stripe from 'stripe';

const client = Stripe.createNodeHttpClient();

type Send = (typeof client)['makeRequest'];

/** An HTTP client that lets a request begin only some time after the one before it (milliseconds). */
export class PacedClient extends Stripe.HttpClient {
  private next = 0;

  constructor(private readonly gap: number) {
    super();
  }

  override getClientName(): string {
    return 'paced';
  }

  override async makeRequest(...request: Parameters<Send>): ReturnType<Send> {
    const now = Date.now();
    const start = Math.max(now, this.next);
    this.next = start + this.gap;
    if (start > now) await new Promise((resolve) => setTimeout(resolve, start - now));
    return client.makeRequest(...request);
  }
}
