import type { Fault } from '../../faults/fault-book';
import type { RuleKind } from '../../faults/rule';
import { type Html, html } from '../html';
import { type Column, table } from '../parts/table';
import { pill } from '../parts/words';
import { messageIn } from '../reply';
import type { Acted, PageDefinition, Reply, View } from '../view';

/** What each kind does, in the words of whoever it happens to. */
const KINDS: Record<RuleKind, string> = {
  rate_limit: '429: too many requests',
  lock_timeout: '429: the object is locked',
  conflict: '409: the key is in use',
  server_error: '500, nothing done',
  server_error_after: '500, and yet done',
  timeout: 'No answer',
  slow: 'Slow answer',
  slow_body: 'Slow body',
  truncated: 'Half an answer',
  reset: 'Connection cut',
  outage: 'Outage: no connection',
};

const MODES = [
  ['deliver', 'Deliver'],
  ['hold', 'Hold back'],
  ['lose', 'Lose'],
] as const;

const LIMITS = [
  ['off', 'Off'],
  ['test', '25 a second, as a test account'],
  ['live', '100 a second, as live'],
] as const;

/** The switches that make the API and its webhooks fail as the real ones do. */
export const failuresPage: PageDefinition = {
  path: 'failures',
  section: 'failures',
  render(view) {
    const faults = view.backstage.disturbance.faults.list();
    return {
      title: 'Failures',
      main: html`
<section aria-label="In force"><h2>In force</h2>${table('Failures', columns, faults.toReversed(), 'Nothing fails at the moment.')}</section>
<section aria-label="Let calls fail"><h2>Let calls fail</h2>${newFault()}</section>
<section aria-label="Rate limits"><h2>Rate limits</h2>${limits(view)}</section>
<section aria-label="Webhooks"><h2>Webhooks</h2>${webhooks(view)}</section>`,
    };
  },
  async act(view, form): Promise<Acted> {
    const reply = await send(view, form);
    return reply.status === 200 ? { kind: 'done' } : { kind: 'refused', message: messageIn(reply) };
  },
};

const columns: Column<Fault>[] = [
  { name: 'What', cell: ({ rule }) => KINDS[rule.kind] },
  {
    name: 'Where',
    cell: ({ rule }) =>
      html`<code>${rule.endpoint ?? 'every endpoint'}</code><small>${rule.account === undefined ? 'every account' : `account ${rule.account}`}</small>`,
  },
  { name: 'How often', cell: ({ rule }) => often(rule) },
  { name: 'Happened', figure: true, cell: (fault) => `${fault.fired} of ${fault.matched}` },
  { name: 'State', cell: (fault) => pill(fault.state) },
  {
    name: 'End it',
    cell: (fault) =>
      html`<form method="post"><input type="hidden" name="fault" value="${fault.id}"><button type="submit" name="do" value="end" aria-label="End: ${KINDS[fault.rule.kind]}">End</button></form>`,
  },
];

function often({ times, probability, seconds }: Fault['rule']): string {
  const parts = [
    times === undefined ? 'every time' : `${times} ${times === 1 ? 'time' : 'times'}`,
    probability < 1 ? `by chance, ${Math.round(probability * 100)} %` : '',
    seconds === undefined ? '' : `for ${seconds} s`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function newFault(): Html {
  const kinds = Object.entries(KINDS).map(([kind, words]) => html`<option value="${kind}">${words}</option>`);
  return html`<form method="post" class="form">
<label>What happens<select name="kind">${kinds}</select></label>
<label>Endpoint<input name="endpoint" placeholder="every endpoint" pattern="(GET|POST|DELETE) /v1/.+" title="Such as POST /v1/subscriptions"></label>
<label>Times<input name="times" type="number" min="1" placeholder="until ended"></label>
<label>Chance, %<input name="chance" type="number" min="1" max="100" placeholder="100"></label>
<label>Milliseconds, where it is slow<input name="ms" type="number" min="1" placeholder="3000"></label>
<button type="submit" class="main" name="do" value="add">Let it fail</button>
<p>For this account’s calls alone. An endpoint is written as in Stripe’s reference: <code>POST /v1/payment_intents/:intent/confirm</code>.</p></form>`;
}

function limits(view: View): Html {
  const { mode } = view.backstage.disturbance.limiter.settings();
  return html`<form method="post" class="acts">${choice('limits', 'Requests', LIMITS, mode)}<button type="submit" name="do" value="limits">Set</button></form>`;
}

function webhooks(view: View): Html {
  const { ledger } = view.backstage;
  const trouble = ledger.trouble.settings;
  return html`<form method="post" class="form">
${choice('mode', 'New deliveries', MODES, ledger.deliveryMode())}
<label>Send each so many times more<input name="duplicate" type="number" min="0" max="20" value="${trouble.duplicate?.times ?? 0}"></label>
<label>Delay of up to, ms<input name="delay" type="number" min="0" max="3600000" value="${trouble.delay?.max_ms ?? 0}"></label>
<label>Shuffle within, ms<input name="reorder" type="number" min="0" max="60000" value="${trouble.reorder?.window_ms ?? 0}"></label>
<label>Lose, %<input name="lose" type="number" min="0" max="100" value="${Math.round((trouble.lose?.probability ?? 0) * 100)}"></label>
<button type="submit" name="do" value="webhooks">Set</button></form>`;
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  now: string,
): Html {
  const shown = options.map(
    ([value, words]) =>
      html`<option value="${value}"${value === now ? html` selected` : null}>${words}</option>`,
  );
  return html`<label>${label}<select name="${name}">${shown}</select></label>`;
}

function send({ backstage, account }: View, form: URLSearchParams): Promise<Reply> {
  switch (form.get('do')) {
    case 'end':
      return backstage.control('DELETE', `/faults/${encodeURIComponent(form.get('fault') ?? '')}`);
    case 'limits':
      return backstage.control('POST', '/limits', { mode: form.get('limits') });
    case 'webhooks':
      return backstage.control('POST', '/webhooks', trouble(form));
    default:
      return backstage.control('POST', '/faults', { ...rule(form), account });
  }
}

/** What the form says of a new failure; fields left empty are left out. Its control checks the rest. */
function rule(form: URLSearchParams): object {
  const kind = form.get('kind');
  const endpoint = form.get('endpoint')?.trim();
  const [times, chance, ms] = [figure(form, 'times'), figure(form, 'chance'), figure(form, 'ms')];
  return {
    kind,
    ...(endpoint ? { endpoint } : {}),
    ...(times === 0 ? {} : { times }),
    ...(chance === 0 ? {} : { probability: chance / 100 }),
    ...(kind === 'slow' || kind === 'slow_body' ? { ms: ms === 0 ? 3000 : ms } : {}),
  };
}

function trouble(form: URLSearchParams): object {
  const [times, delay] = [figure(form, 'duplicate'), figure(form, 'delay')];
  const [window, lose] = [figure(form, 'reorder'), figure(form, 'lose')];
  return {
    mode: form.get('mode'),
    duplicate: times === 0 ? null : { times },
    delay: delay === 0 ? null : { max_ms: delay },
    reorder: window === 0 ? null : { window_ms: window },
    lose: lose === 0 ? null : { probability: lose / 100 },
  };
}

function figure(form: URLSearchParams, name: string): number {
  return Number(form.get(name) ?? 0);
}
