import pino from 'pino';
import { z } from 'zod';
import { closeDatabase, openDatabase } from '@/lib/db';
import { createPayments } from '@/lib/payments/compose';
import { ALL_AVAILABLE } from '@/lib/payments/domain/provider-health';
import { createStripeProvider } from '@/lib/payments/providers/stripe';

/** Carries out the verbs it is sent, until it is let go: see second-process.ts. */

const [databaseUrl, baseUrl, secretKey] = z
  .tuple([z.string(), z.string(), z.string()])
  .parse(process.argv.slice(2));
const callSchema = z.object({ id: z.number(), path: z.array(z.string()), args: z.array(z.unknown()) });

const database = openDatabase(databaseUrl);
const provider = createStripeProvider({
  secretKey,
  webhookSecrets: ['whsec_none'],
  baseUrl,
  deadline: 8_000,
});
const payments = createPayments({
  database,
  provider,
  background: provider,
  mode: 'sandbox',
  log: pino({ level: 'silent' }),
  now: () => new Date(),
  health: () => ALL_AVAILABLE,
});

async function carryOut(path: readonly string[], args: readonly unknown[]): Promise<unknown> {
  let member: unknown = payments;
  for (const name of path) {
    if (typeof member !== 'object' || member === null) throw new Error(`There is no ${path.join('.')}`);
    member = Reflect.get(member, name);
  }
  if (typeof member !== 'function') throw new Error(`${path.join('.')} is no verb`);
  return Reflect.apply(member, payments, [...args]);
}

process.on('message', (message) => {
  const { id, path, args } = callSchema.parse(message);
  carryOut(path, args).then(
    (value) => process.send?.({ id, value, error: null }),
    (error: unknown) => process.send?.({ id, value: null, error: String(error) }),
  );
});
process.once('disconnect', () => void closeDatabase(database));
process.send?.('ready');
