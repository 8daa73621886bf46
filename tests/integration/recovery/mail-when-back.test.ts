import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLocalMailer } from '@/lib/mail/local-mailer';
import { createPayments } from '@/lib/payments/compose';
import { sendDueMails } from '@/lib/payments/mails/send-due-mails';
import { tellOfRecovery } from '@/lib/payments/recovery';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterEach(() => world.context.database.pool.query('DELETE FROM outbox_mails'));
afterAll(() => world.close());

async function mailsOf(userId: string): Promise<{ subject: string; text: string }[]> {
  const mailer = createLocalMailer(world.context.database, 'https://shop.example');
  await sendDueMails(world.context, mailer, { limit: 100, deadline: new Date(Date.now() + 5_000) });
  const { rows } = await world.context.database.pool.query(
    'SELECT subject, text FROM local_mails WHERE recipient_id = $1',
    [userId],
  );
  return rows;
}

test('asked for twice, it is one mail, sent once the provider answers', async () => {
  const { payments } = world;
  const userId = await world.createUser();
  expect(await payments.awaitsMail(userId)).toBe(false);
  await Promise.all([
    payments.mailWhenBack(userId, 'team_monthly'),
    payments.mailWhenBack(userId, 'team_monthly'),
  ]);
  await payments.mailWhenBack(userId, 'pro_monthly');
  expect(await payments.awaitsMail(userId)).toBe(true);
  expect(await tellOfRecovery(world.anotherContext('http://127.0.0.1:9', 600))).toBe(0);
  expect(await mailsOf(userId)).toEqual([]);
  expect(await tellOfRecovery(world.context)).toBe(1);
  expect(await tellOfRecovery(world.context)).toBe(0);
  const mails = await mailsOf(userId);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toBe('Payments are back');
  expect(mails[0]?.text).toContain('https://shop.example/checkout/pro_monthly');
  expect(await payments.awaitsMail(userId)).toBe(false);
  // The next outage is another one.
  await payments.mailWhenBack(userId, 'pro_monthly');
  expect(await tellOfRecovery(world.context)).toBe(1);
  expect(await mailsOf(userId)).toHaveLength(2);
});

test('nobody waits: the provider is not asked', async () => {
  await world.requests();
  expect(await tellOfRecovery(world.context)).toBe(0);
  expect(await world.requests()).toEqual([]);
});

test('while the breaker is open the provider is not asked either', async () => {
  const userId = await world.createUser();
  const down = { state: 'down', since: new Date() } as const;
  const context = { ...world.context, health: () => ({ people: down, background: down }) };
  await createPayments(context).mailWhenBack(userId, 'pro_monthly');
  await world.requests();
  expect(await tellOfRecovery(context)).toBe(0);
  expect(await world.requests()).toEqual([]);
});
