import { hashPassword } from '@/lib/auth/password';
import { getEnv } from '@/lib/env';
import { bindAccount } from '@/lib/payments/account';
import { describePush } from '@/lib/payments/catalog/describe-push';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import type { PaymentsContext } from '@/lib/payments/context';
import { exitWith, runEntry } from '@/lib/payments/entry';

/**
 * Makes the admin. One who is an admin already keeps their password; anybody else who has that address gets this one, or
 * whoever signed up with it before the first seed would become the admin.
 */
async function seedAdmin({ database: { prisma } }: PaymentsContext): Promise<void> {
  const { admin } = getEnv();
  if (!admin) return;
  const email = admin.email.trim().toLowerCase();
  const existing = await prisma.user.findUnique({
    where: { email },
    select: { role: true, passwordHash: true },
  });
  const kept = existing?.role === 'admin' ? existing.passwordHash : null;
  const passwordHash = kept ?? (await hashPassword(admin.password));
  await prisma.user.upsert({
    where: { email },
    create: { email, name: 'Admin', role: 'admin', passwordHash },
    update: { role: 'admin', passwordHash },
  });
  process.stdout.write(`admin ${existing ? 'kept' : 'created'}\n`);
}

/** The sandbox begins empty. A real account is the owner's: `npm run catalog:push` fills it when they say so. */
async function seedCatalog(context: PaymentsContext): Promise<void> {
  if (context.mode !== 'sandbox') return;
  const outcome = await pushCatalog(context);
  if (outcome.kind === 'failed') exitWith(describePush(outcome));
  process.stdout.write(`${describePush(outcome)}\n`);
}

await runEntry(async (context) => {
  const bound = await bindAccount(context);
  if (bound.kind === 'refused') exitWith(bound.sentence);
  await seedAdmin(context);
  await seedCatalog(context);
});
