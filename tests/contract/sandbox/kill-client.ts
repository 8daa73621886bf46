import type { Chance } from '../../../sandbox/faults/seeded';
import type { SandboxProcess } from './sandbox-process';

/** A request that writes, what it must cause, and what was answered. */
export interface Write {
  path: string;
  form: string;
  /** Its idempotency key. */
  name: string;
  headers: Record<string, string>;
  /** The types of the events that it causes. */
  events: string[];
  answer: Record<string, unknown> | null;
}

const PAID =
  'confirm=true&payment_method=pm_card_visa&automatic_payment_methods[enabled]=true&return_url=https://x.test';
/** A payment is many objects, which must all be there or none. */
const PAYMENT_EVENTS = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.succeeded',
  'charge.updated',
];

/** Writes at random, one request after the other, to objects that are its own, and remembers every answer. */
export class Client {
  total = 0;
  private round: Write[] = [];
  private readonly customers: string[] = [];
  /** The last answer about each object, by the path it is read at. */
  private readonly last = new Map<string, Record<string, unknown>>();
  private count = 0;

  constructor(
    private readonly name: string,
    private readonly chance: Chance,
  ) {}

  /** Works until the sandbox is gone. */
  async work(sandbox: SandboxProcess): Promise<void> {
    for (;;) {
      const write = this.next();
      this.round.push(write);
      const reply = await sandbox.send('POST', write.path, write).catch(() => null);
      if (!reply) return;
      if (reply.status !== 200)
        throw new Error(`${write.path} ${reply.status}: ${JSON.stringify(reply.body)}`);
      write.answer = reply.body;
      this.total += 1;
      this.remember(write);
    }
  }

  /** What it did since it was last asked. */
  takeRound(): { answered: Write[]; unanswered: Write | undefined } {
    const answered = this.round.filter((write) => write.answer !== null);
    const unanswered = this.round.find((write) => write.answer === null);
    this.round = [];
    return { answered, unanswered };
  }

  /**
   * How the objects of this round, and some of those before it, must be now.
   * @param late a write that has been answered after all
   */
  takeStates(late: Write | undefined): [string, Record<string, unknown>][] {
    if (late) this.remember(late);
    const states = [...this.last];
    // Customers go on changing; of the others, a part is looked at again in later rounds.
    for (const [path] of states) {
      if (!path.startsWith('/v1/customers') && this.chance() < 0.8) this.last.delete(path);
    }
    return states;
  }

  private remember(write: Write): void {
    const { answer } = write;
    if (!answer) return;
    const collection = write.path.split('/')[2] ?? '';
    const id = String(answer.id);
    if (collection === 'customers' && !this.customers.includes(id)) this.customers.push(id);
    this.last.set(`/v1/${collection}/${id}`, answer);
  }

  private next(): Write {
    this.count += 1;
    const name = `${this.name}-${this.count}`;
    const dice = this.chance();
    const known = this.customers[Math.floor(this.chance() * this.customers.length)];
    if (known === undefined || dice < 0.3) {
      return write('/v1/customers', `name=${name}&email=${name}@example.com`, name, ['customer.created']);
    }
    if (dice < 0.65) {
      return write(`/v1/customers/${known}`, `name=${name}&metadata[n]=${this.count}`, name, [
        'customer.updated',
      ]);
    }
    if (dice < 0.85) {
      const form = `amount=${100 + this.count}&currency=usd&metadata[key]=${name}`;
      return write('/v1/payment_intents', `${form}&${PAID}`, name, PAYMENT_EVENTS);
    }
    return write('/v1/coupons', `percent_off=10&duration=once&name=${name}`, name, ['coupon.created']);
  }
}

function write(path: string, form: string, name: string, events: string[]): Write {
  return { path, form, name, headers: { 'idempotency-key': name }, events, answer: null };
}
