import { createBuyer, signIn } from './support/buyer';
import { ROUTES } from './support/every-route';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

test('on a 13-inch screen every row of every table is seen without scrolling sideways', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  const { customer } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  await sandbox.quiet();
  await signIn(page.context(), (await createBuyer(books, 'admin')).id);
  await page.setViewportSize({ width: 1280, height: 800 });
  const ids = { subscription: '', operation: '', invoice: '', method: '' };
  const pages = Object.values(ROUTES)
    .filter(({ audience }) => audience === 'admins')
    .flatMap(({ addresses }) => addresses(ids))
    .filter((path) => !/\/figures|cus_1\/|pi_1|\/webhooks\/1/.test(path));
  let tables = 0;
  for (const path of pages) {
    await page.goto(path.replace('cus_1', String(customer)));
    for (const table of await page.getByRole('region', { name: /, table$/ }).all()) {
      tables += 1;
      const [needed, there] = await table.evaluate((frame) => [frame.scrollWidth, frame.clientWidth]);
      expect([path, needed], path).toEqual([path, there]);
    }
  }
  expect(tables).toBeGreaterThan(5);
});
