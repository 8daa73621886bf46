import { STAFF_ROLES, type StaffRole } from '@/lib/payments/domain/staff';
import { createBuyer, signIn } from './support/buyer';
import { ROUTES } from './support/every-route';
import { formsOn, type SentForm } from './support/sent-form';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask } from './support/visitor';

test.use({ alone: true });

type Address = { readonly path: string; readonly least: StaffRole };

const atLeast = (role: StaffRole | 'user', least: StaffRole): boolean =>
  role !== 'user' && STAFF_ROLES.indexOf(role) >= STAFF_ROLES.indexOf(least);

/** Pages that are for acting only; every other page of the admin's may be seen by all of the staff. */
const LEAST: Readonly<Record<string, StaffRole>> = {
  '/admin/customers/[id]/cancel': 'support',
  '/admin/customers/[id]/credits': 'support',
  '/admin/customers/[id]/resume': 'support',
  '/admin/payments/[id]/refund': 'support',
  '/admin/webhooks/replay': 'admin',
};

test('each page and each act of the admin’s, asked for in each role', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  const { customer, id: subscription } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  await sandbox.quiet();
  const [payment] = await books.query('SELECT id FROM payments WHERE customer_id = $1', [customer]);
  await sandbox.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
  await sandbox.quiet();
  const [event] = await books.query('SELECT max(id)::text AS id FROM webhook_events');
  const named = (path: string) =>
    path
      .replace('cus_1', String(customer))
      .replace('sub_1', subscription)
      .replace('pi_1', String(payment?.id))
      .replace('/webhooks/1', `/webhooks/${String(event?.id)}`);
  const pages: Address[] = Object.entries(ROUTES).flatMap(([pattern, { audience, addresses }]) =>
    audience === 'admins'
      ? addresses({ subscription, operation: '', invoice: '', method: '' }).map((path) => ({
          path: named(path),
          least: LEAST[pattern] ?? 'read_only',
        }))
      : [],
  );

  const people = {
    user: buyer.id,
    read_only: (await createBuyer(books, 'read_only')).id,
    support: (await createBuyer(books, 'support')).id,
    admin: (await createBuyer(books, 'admin')).id,
  };
  for (const { path, least } of pages)
    for (const role of ['user', ...STAFF_ROLES] as const) {
      const { status } = await ask(path, { userId: people[role] });
      expect([path, role, status]).toEqual([path, role, atLeast(role, least) ? 200 : 404]);
    }

  // What an admin's pages would send, sent by everybody below the role that it takes: nothing comes of it.
  await signIn(page.context(), people.admin);
  await page.goto('/admin');
  const forms: SentForm[] = [];
  for (const { path } of pages) forms.push(...(await formsOn(page, path)));
  const acts = new Set(forms.map(({ action }) => action));
  expect(acts.size).toBeGreaterThanOrEqual(6);
  const before = await sandbox.lastCall();
  const written = await books.count('FROM audit_log');
  for (const form of forms) {
    // Sent to the page that is not there, which has no such action.
    expect([404, 409], `${form.path} of a buyer`).toContain((await form.send(people.user)).status);
    expect([form.path, (await form.send(people.read_only)).status]).toEqual([form.path, 404]);
  }
  const steering = forms.filter(({ path }) => /webhooks|reconciliation|operations/.test(path));
  expect(steering.length).toBeGreaterThan(0);
  for (const form of steering) expect((await form.send(people.support)).status).toBe(404);
  expect(await books.count('FROM audit_log')).toBe(written);
  expect(await sandbox.callsSince(before)).toEqual([]);
});
