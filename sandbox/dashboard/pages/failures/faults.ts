import { RATE_LIMIT_REASONS } from '../../../faults/rule';
import { type Html, html } from '../../html';
import { type Choices, chance, choice, figure, filled, more, number, seedField, typed } from './fields';
import { KINDS } from './kinds';
import { done, type Switch } from './switch';

const DEFAULT_MS = 3000;

const REASONS: Choices = RATE_LIMIT_REASONS.map((reason) => [reason, reason]);
const SCOPES: Choices = [
  ['own', 'this account’s'],
  ['every', 'every account’s'],
];
const KEYS: Choices = [
  ['', 'any key'],
  ['secret', 'secret keys'],
  ['publishable', 'publishable keys'],
];
const WORK: Choices = [
  ['before', 'before the work'],
  ['after', 'after the work was done'],
];
const KEEPING: Choices = [
  ['kept', 'repeated for its key'],
  ['passing', 'not kept for its key'],
];

/** Lets calls fail, by a rule like those that the control takes. */
export const newFault: Switch = {
  title: 'Let calls fail',
  render: () => html`<form method="post" class="form">
${choice('kind', 'What happens', Object.entries(KINDS))}
${ownFields()}
<label>Endpoint<input name="endpoint" placeholder="every endpoint" pattern="(GET|POST|DELETE) /v1/.+" title="Such as POST /v1/subscriptions"></label>
${number('times', 'Times', { min: 1, empty: 'until ended' })}
${number('chance', 'Chance, %', { min: 0.0001, max: 100, empty: '100', fine: true })}
<button type="submit" class="main" name="do" value="add">Let it fail</button>
${more('More options', [
  number('skip', 'Let pass first', { min: 0, empty: 'none' }),
  number('seconds', 'In force for, seconds', { min: 0.1, max: 86_400, empty: 'until ended', fine: true }),
  choice('scope', 'Whose calls', SCOPES),
  choice('key_type', 'Made with', KEYS),
  seedField('seed'),
])}
<p>An endpoint is written as in Stripe’s reference, <code>POST /v1/payment_intents/:intent/confirm</code>, or with one object’s id.</p></form>`,
  acts: {
    add: ({ backstage, account }, form) => {
      const whose = form.get('scope') === 'every' ? null : account;
      return done(backstage.control('POST', '/faults', filled({ ...rule(form), account: whose })));
    },
  },
};

/**
 * What only some kinds have; the style sheet shows what belongs to the kind that is chosen. The number has no bounds
 * here: a browser would refuse the form for a field that it does not show. Its control has them.
 */
function ownFields(): Html {
  return html`<div class="own of-slow">${number('ms', 'By, milliseconds', { empty: String(DEFAULT_MS) })}</div>
<div class="own of-limit">${choice('reason', 'Reason given', REASONS)}</div>
<div class="own of-cut">${choice('work', 'When', WORK)}</div>
<div class="own of-error">${choice('keeping', 'The answer is', KEEPING)}</div>`;
}

/** What the form says of a new failure; fields left empty are left out. Its control checks the rest. */
function rule(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const kind = form.get('kind') ?? '';
  return {
    kind,
    endpoint: typed(form, 'endpoint'),
    times: figure(form, 'times'),
    probability: chance(form, 'chance'),
    skip: figure(form, 'skip'),
    seconds: figure(form, 'seconds'),
    seed: figure(form, 'seed'),
    key_type: typed(form, 'key_type'),
    ...ownOptions(kind, form),
  };
}

/** The options that belong to one kind. Those of the others are posted all the same, and say nothing. */
function ownOptions(kind: string, form: URLSearchParams): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'slow':
    case 'slow_body':
      return { ms: figure(form, 'ms') ?? DEFAULT_MS };
    case 'rate_limit':
      return { reason: typed(form, 'reason') };
    case 'timeout':
    case 'reset':
      return { after_work: form.get('work') === 'after' };
    case 'server_error':
      return { kept: form.get('keeping') !== 'passing' };
    default:
      return {};
  }
}
