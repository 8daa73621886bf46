import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalMailer } from '@/lib/mail/local-mailer';
import type { Delivery, Mail, Mailer } from '@/lib/mail/mail';
import { createSmtpMailer } from '@/lib/mail/smtp-mailer';
import { claimMail } from '@/lib/payments/mails/outbox';
import { sendDueMails } from '@/lib/payments/mails/send-due-mails';
import type { MirrorRecord } from '@/lib/payments/records';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { accept } from '@/lib/payments/webhooks/accept';
import { MAX_ATTEMPTS } from '@/lib/payments/webhooks/backoff';
import { claim } from '@/lib/payments/webhooks/claim';
import { markProcessed } from '@/lib/payments/webhooks/mark';
import {
  createTestContext,
  emptyTables,
  providerEvent,
  type TestContext,
} from '../../support/payments-context';
import { invoiceRecord, paymentRecord, subscriptionRecord } from '../../support/records';
import { SmtpServer } from '../../support/smtp-server';

const SITE = 'https://shop.example';
let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(async () => {
  await user('ada', 'cus_1');
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

async function user(name: string, stripeCustomerId: string): Promise<void> {
  await test.context.database.prisma.user.create({
    data: { email: `${name}@example.com`, name, stripeCustomerId },
  });
}
async function sql(text: string): Promise<Record<string, unknown>[]> {
  return (await test.context.database.pool.query(text)).rows;
}
async function mirror(...records: MirrorRecord[]): Promise<void> {
  await writeRecords(test.context, records, await drawTicket(test.context));
}

/** What happened to an object: the event came, and was processed. */
async function happened(type: string, record: MirrorRecord): Promise<void> {
  await mirror(record);
  const target = { kind: record.kind, id: record.id };
  await accept(test.context, providerEvent({ type, objectType: record.kind, objectId: record.id, target }));
  await markProcessed(test.context, await claim(test.context.database.pool, 10));
}
const paid = (id: string, customerId = 'cus_1') =>
  happened('invoice.paid', invoiceRecord({ id, number: id, customerId }));

/** A mailer that keeps what it is given, and does with it what `how` says. */
function collector(how: (mail: Mail) => Promise<Delivery> = async () => ({ kind: 'sent' })) {
  const mails: Mail[] = [];
  const mailer: Mailer = {
    siteUrl: SITE,
    send: async (mail) => {
      mails.push(mail);
      return how(mail);
    },
  };
  return { mails, mailer };
}
const limits = () => ({ limit: 100, deadline: new Date(Date.now() + 10_000) });
const states = async () =>
  (await sql('SELECT state FROM outbox_mails ORDER BY event_id, effect')).map(({ state }) => state);
const numbersIn = (mails: readonly Mail[]) => mails.map(({ text }) => /Invoice: +(\S+)/.exec(text)?.[1]);

it('sends each mail once when several processes send at once', async () => {
  for (let index = 0; index < 12; index += 1) {
    await user(`u${index}`, `cus_u${index}`);
    await paid(`in_${index}`, `cus_u${index}`);
  }
  const { mails, mailer } = collector(async () => {
    await sleep(5);
    return { kind: 'sent' };
  });
  const reports = await Promise.all([1, 2, 3].map(() => sendDueMails(test.context, mailer, limits())));
  expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
  expect(new Set(mails.map(({ id }) => id)).size).toBe(12);
  expect(mails).toHaveLength(12);
});

describe('the mails of one recipient', () => {
  it('go out in the order of their events, however many send', async () => {
    for (let index = 0; index < 10; index += 1) await paid(`in_${index}`);
    const { mails, mailer } = collector(async () => {
      await sleep(Math.random() * 10);
      return { kind: 'sent' };
    });
    while ((await states()).includes('pending')) {
      await Promise.all([1, 2, 3].map(() => sendDueMails(test.context, mailer, limits())));
    }
    expect(numbersIn(mails)).toEqual(Array.from({ length: 10 }, (_, index) => `in_${index}`));
  });

  it('wait for an earlier one that failed, and not for others’, nor for a dead one', async () => {
    await user('bob', 'cus_2');
    await paid('in_1');
    await paid('in_2');
    await paid('in_3', 'cus_2');
    const { mails, mailer } = collector(async ({ text }) =>
      text.includes('in_1') ? { kind: 'failed', detail: '451' } : { kind: 'sent' },
    );
    await sql(`UPDATE outbox_mails SET attempts = 9`); // so that the delay is not by chance a millisecond
    await sendDueMails(test.context, mailer, limits());
    expect(numbersIn(mails).sort()).toEqual(['in_1', 'in_3']);
    await sql(
      `UPDATE outbox_mails SET attempts = ${MAX_ATTEMPTS - 1}, due_at = now() WHERE state = 'pending'`,
    );
    expect(await sendDueMails(test.context, mailer, limits())).toMatchObject({ sent: 1, dead: 1 });
    expect(await states()).toEqual(['dead', 'sent', 'sent']);
  });
});

describe('a mail that fails', () => {
  it('is tried again later, and at last is dead, with an alert that names nobody', async () => {
    await paid('in_1');
    const { mailer } = collector(async () => ({ kind: 'failed', detail: 'ECONNECTION 421' }));
    expect(await sendDueMails(test.context, mailer, { ...limits(), limit: 1 })).toMatchObject({ retried: 1 });
    expect(await sql('SELECT state, attempts, lease_until, last_error FROM outbox_mails')).toEqual([
      { state: 'pending', attempts: 1, lease_until: null, last_error: 'ECONNECTION 421' },
    ]);
    await sql(`UPDATE outbox_mails SET attempts = ${MAX_ATTEMPTS - 1}, due_at = now()`);
    expect(await sendDueMails(test.context, mailer, limits())).toMatchObject({ dead: 1 });
    expect(test.lines.some(({ alert }) => alert === 'dead_mail')).toBe(true);
    expect(JSON.stringify(test.lines)).not.toContain('ada@example.com');
    expect(await sendDueMails(test.context, mailer, limits())).toMatchObject({ sent: 0, dead: 0 });
  });

  it('by a bug in the mailer fails like any other', async () => {
    await paid('in_1');
    const { mailer } = collector(async () => {
      throw new TypeError('not a function');
    });
    expect(await sendDueMails(test.context, mailer, { ...limits(), limit: 1 })).toMatchObject({ retried: 1 });
  });
});

it('goes out through a mail server that is busy, and then hangs up: at least once, always under one Message-ID', async () => {
  const server = await SmtpServer.start();
  try {
    server.manners.push('busy', 'hang_up');
    const mailer = createSmtpMailer({ smtpUrl: server.url, from: 'billing@shop.example' }, SITE);
    await paid('in_1');
    await paid('in_2');
    while ((await states()).includes('pending')) {
      await sql(`UPDATE outbox_mails SET due_at = now() WHERE state = 'pending'`);
      await sendDueMails(test.context, mailer, limits());
    }
    const ids = server.mails.map((raw) => /^Message-ID: (\S+)/m.exec(raw)?.[1]);
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(await states()).toEqual(['sent', 'sent']);
  } finally {
    await server.stop();
  }
});

describe('a process that died over a mail', () => {
  it('is taken over when its lease is up, under the same id', async () => {
    await paid('in_1');
    const held = await claimMail(test.context.database.pool);
    const { mails, mailer } = collector();
    await sendDueMails(test.context, mailer, limits());
    expect(mails).toEqual([]);
    await sql('UPDATE outbox_mails SET due_at = now()');
    await sendDueMails(test.context, mailer, limits());
    expect(mails.map(({ id }) => id)).toEqual([held?.id]);
  });

  it('again and again makes a dead mail in the end', async () => {
    await paid('in_1');
    await sql(`UPDATE outbox_mails SET attempts = ${MAX_ATTEMPTS}`);
    const { mails, mailer } = collector();
    expect(await sendDueMails(test.context, mailer, limits())).toMatchObject({ dead: 1 });
    expect(mails).toEqual([]);
  });
});

describe('a mail that is no longer true is dropped:', () => {
  const open = { status: 'open', amountPaid: 0, amountRemaining: 2000, billingReason: 'subscription_cycle' };
  const trialing = { status: 'trialing', trialEnd: new Date('2026-12-01T00:00:00Z') };
  it.each<[string, string, MirrorRecord, MirrorRecord]>([
    [
      'payment failed, and paid',
      'invoice.payment_failed',
      invoiceRecord({ id: 'x', ...open }),
      invoiceRecord({ id: 'x' }),
    ],
    [
      'action required, and void',
      'invoice.payment_action_required',
      invoiceRecord({ id: 'x', ...open }),
      invoiceRecord({ id: 'x', ...open, status: 'void' }),
    ],
    [
      'trial ending, and canceled',
      'customer.subscription.trial_will_end',
      subscriptionRecord({ id: 'x', ...trialing }),
      subscriptionRecord({ id: 'x', ...trialing, status: 'canceled' }),
    ],
    [
      'trial ending, and to end with it',
      'customer.subscription.trial_will_end',
      subscriptionRecord({ id: 'x', ...trialing }),
      subscriptionRecord({ id: 'x', ...trialing, cancelAtPeriodEnd: true }),
    ],
  ])('%s', async (_name, type, before, after) => {
    await happened(type, before);
    expect(await states()).toEqual(['pending']);
    await mirror(after);
    const { mails, mailer } = collector();
    expect(await sendDueMails(test.context, mailer, limits())).toMatchObject({ dropped: 1, sent: 0 });
    expect(mails).toEqual([]);
    expect(await states()).toEqual(['dropped']);
  });
});

it('waits with a receipt until the mirror shows the payment', async () => {
  await happened('invoice.paid', invoiceRecord({ id: 'in_1', status: 'open', amountPaid: 0 }));
  const { mails, mailer } = collector();
  expect(await sendDueMails(test.context, mailer, { ...limits(), limit: 1 })).toMatchObject({ retried: 1 });
  await mirror(invoiceRecord({ id: 'in_1' }));
  await sql('UPDATE outbox_mails SET due_at = now()');
  expect(await sendDueMails(test.context, mailer, limits())).toMatchObject({ sent: 1 });
  expect(mails).toHaveLength(1);
});

it('goes to the address the user has by then', async () => {
  await happened('payment_intent.succeeded', paymentRecord({ id: 'pi_1' }));
  await sql(`UPDATE users SET email = 'ada@new.example'`);
  const { mails, mailer } = collector();
  await sendDueMails(test.context, mailer, limits());
  expect(mails[0]?.recipient).toMatchObject({ name: 'ada', address: 'ada@new.example' });
});

it('begins nothing after its deadline or when it is stopped, and waits for what it began', async () => {
  for (let index = 0; index < 20; index += 1) {
    await user(`u${index}`, `cus_u${index}`);
    await paid(`in_${index}`, `cus_u${index}`);
  }
  const { mails, mailer } = collector();
  await sendDueMails(test.context, mailer, { limit: 100, deadline: new Date() });
  expect(mails).toEqual([]);
  const stopping = new AbortController();
  const slow = collector(async () => {
    stopping.abort();
    await sleep(50);
    return { kind: 'sent' };
  });
  const report = await sendDueMails(test.context, slow.mailer, { ...limits(), signal: stopping.signal });
  expect(report.sent).toBe(slow.mails.length);
  expect(report.sent).toBeLessThan(20);
  expect((await states()).filter((state) => state === 'sent')).toHaveLength(report.sent);
});

it('keeps a mail that is sent twice as one in the local mailbox', async () => {
  await paid('in_1');
  const mailer = createLocalMailer(test.context.database, SITE);
  await sendDueMails(test.context, mailer, limits());
  await sql(`UPDATE outbox_mails SET state = 'pending', finished_at = NULL, due_at = now()`);
  await sendDueMails(test.context, mailer, limits());
  expect(await sql('SELECT count(*)::int AS n FROM local_mails')).toEqual([{ n: 1 }]);
});
