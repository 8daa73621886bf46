import type Stripe from 'stripe';
import { drain } from '@/lib/payments/webhooks';
import { type TestPayments, WEBHOOK_SECRET } from './payments';

/** Stands for the provider's deliveries: hands over what has happened since the last time, as signed webhooks. */
export class Deliveries {
  private readonly seen = new Set<string>();

  constructor(private readonly world: TestPayments) {}

  /** What has happened since the last time, oldest first. */
  async fresh(): Promise<Stripe.Event[]> {
    const events: Stripe.Event[] = [];
    for await (const event of this.world.stripe.events.list({ limit: 100 })) {
      if (this.seen.has(event.id)) break;
      this.seen.add(event.id);
      events.push(event);
    }
    return events.reverse();
  }

  /** Delivers an event; answers the status. */
  async deliver(event: Stripe.Event): Promise<number> {
    const payload = JSON.stringify(event);
    const header = this.world.stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
    return (await this.world.payments.receiveWebhook(payload, header)).status;
  }

  /** Delivers everything new `times` times, and lets `workers` process it at once. Answers the events. */
  async catchUp(times = 1, workers = 1): Promise<Stripe.Event[]> {
    const events = await this.fresh();
    for (const event of events) await Promise.all(Array.from({ length: times }, () => this.deliver(event)));
    await this.process(workers);
    return events;
  }

  /** Lets workers process everything that waits, whatever they put off at first. */
  async process(workers = 1): Promise<void> {
    const { pool } = this.world.context.database;
    const deadline = new Date(Date.now() + 20_000);
    const work = () => drain(this.world.context, { limit: 10_000, deadline });
    for (let round = 0; round < 5; round += 1) {
      const { rowCount } = await pool.query(
        `UPDATE webhook_events SET due_at = now() WHERE state = 'pending' AND lease_until IS NULL`,
      );
      if (rowCount === 0) return;
      await Promise.all(Array.from({ length: workers }, work));
    }
    const { rows } = await pool.query(
      `SELECT type, object_id, attempts, last_error FROM webhook_events WHERE state = 'pending'`,
    );
    if (rows.length > 0) throw new Error(`Not processed: ${JSON.stringify(rows)}`);
  }
}
