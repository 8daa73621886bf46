import { expect, test } from './support/test';
import { ask } from './support/visitor';
import { deliver, makeEvent, sign, WEBHOOK_ADDRESS } from './support/webhook';

const STORED = 'FROM webhook_events WHERE event_id = $1';

test('a signed body is taken as it came, odd spacing and foreign letters included (failure 10)', async ({
  books,
}) => {
  const { id, body } = makeEvent({ description: 'Zoë paid ¥1,000 – “thanks” 🧾' });
  const odd = body.replaceAll(',"', ' ,\n\t "').replace('{', '{\r\n   ');
  expect((await deliver(odd, sign(odd))).status).toBe(200);
  expect(await books.count(STORED, [id])).toBe(1);
  // Delivered again, as Stripe may: one row.
  expect((await deliver(odd, sign(odd))).status).toBe(200);
  expect(await books.count(STORED, [id])).toBe(1);
});

test('re-serialized on the way, it is not what was signed (failure 10)', async ({ books }) => {
  const { id, body } = makeEvent();
  const sent = JSON.stringify(JSON.parse(body), null, 2);
  const answer = await deliver(sent, sign(body));
  expect(answer.status).toBe(400);
  expect(await books.count(STORED, [id])).toBe(0);
});

const REFUSED: [string, (body: string) => string | null][] = [
  ['unsigned', () => null],
  ['with an empty signature', () => ''],
  ['with a signature that is none', () => 'x'],
  ['forged with a guessed secret', (body) => sign(body, { secret: 'whsec_guess' })],
  ['forged with an empty secret (failure 8)', (body) => sign(body, { secret: '' })],
  ['old: signed five minutes and a second ago', (body) => sign(body, { age: 302 })],
  ['from the future (failure 24)', (body) => sign(body, { age: -3_600 })],
  [
    'with a time that was not signed',
    (body) => sign(body, { age: 900 }).replace(/t=\d+/, `t=${Math.floor(Date.now() / 1000)}`),
  ],
  ['signed with the older scheme only', (body) => sign(body).replace('v1=', 'v0=')],
  ['with the signature of another body', () => sign('{}')],
];

for (const [what, signature] of REFUSED) {
  test(`refused, and nothing written: ${what}`, async ({ books }) => {
    const { id, body } = makeEvent();
    const answer = await deliver(body, signature(body));
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('whsec_');
    expect(await books.count(STORED, [id])).toBe(0);
  });
}

test('signed, and yet not an event', async ({ books }) => {
  const before = await books.count('FROM webhook_events WHERE event_id LIKE $1', ['%e2emalformed%']);
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"evt_1"',
    '{}',
    '{"id":"evt_e2emalformed","object":"event"}',
    makeEvent({ id: 'e2emalformed' }).body,
  ];
  for (const body of bodies) expect((await deliver(body, sign(body))).status, body).toBe(400);
  expect(await books.count('FROM webhook_events WHERE event_id LIKE $1', ['%e2emalformed%'])).toBe(before);
});

test('an event of live mode at an endpoint that is not (failure 9)', async ({ books }) => {
  const { id, body } = makeEvent({ livemode: true });
  expect((await deliver(body, sign(body))).status).toBe(400);
  expect(await books.count(STORED, [id])).toBe(0);
});

test('oversized, whether its length is told or not', async ({ books }) => {
  const { id, body } = makeEvent({ padding: 'x'.repeat(1_100_000) });
  expect((await deliver(body, sign(body))).status).toBe(413);
  const untold = new Blob([body]).stream();
  expect((await deliver(untold, sign(body))).status).toBe(413);
  expect(await books.count(STORED, [id])).toBe(0);
});

test('read with a browser, the endpoint says that it is for posting', async () => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    expect((await ask(new URL(WEBHOOK_ADDRESS).pathname, { method })).status, method).toBe(405);
  }
});
