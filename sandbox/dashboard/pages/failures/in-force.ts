import type { Fault } from '../../../faults/fault-book';
import type { Rule } from '../../../faults/rule';
import { html } from '../../html';
import { type Column, table } from '../../parts/table';
import { pill } from '../../parts/words';
import { percent } from './fields';
import { KINDS } from './kinds';
import { done, type Switch } from './switch';

/** What fails at the moment, and the buttons that end it. */
export const inForce: Switch = {
  title: 'In force',
  render(view) {
    const faults = view.backstage.disturbance.faults.list();
    return html`${table('Failures', columns, faults.toReversed(), 'Nothing fails at the moment.')}
${faults.length < 2 ? null : html`<form method="post" class="acts"><button type="submit" name="do" value="end_all">End all</button></form>`}`;
  },
  acts: {
    end: ({ backstage }, form) =>
      done(backstage.control('DELETE', `/faults/${encodeURIComponent(form.get('fault') ?? '')}`)),
    end_all: ({ backstage }) => done(backstage.control('DELETE', '/faults')),
  },
};

const columns: Column<Fault>[] = [
  {
    name: 'What',
    cell({ rule }) {
      const note = noteOf(rule);
      return html`<span>${KINDS[rule.kind]}${note === null ? null : html`<small>${note}</small>`}</span>`;
    },
  },
  {
    name: 'Where',
    cell: ({ rule }) => html`<code>${rule.endpoint ?? 'every endpoint'}</code><small>${whose(rule)}</small>`,
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

/** What a rule says of its own kind, where that is not the usual. */
function noteOf(rule: Rule): string | null {
  switch (rule.kind) {
    case 'rate_limit':
      return rule.reason;
    case 'slow':
    case 'slow_body':
      return `by ${rule.ms} ms`;
    case 'timeout':
    case 'reset':
      return rule.after_work ? 'after the work' : null;
    case 'server_error':
      return rule.kept ? null : 'not kept for its key';
    default:
      return null;
  }
}

function whose({ account, key_type }: Rule): string {
  const keys = key_type === undefined ? '' : `, ${key_type} keys`;
  return `${account === undefined ? 'every account' : `account ${account}`}${keys}`;
}

function often({ times, skip, probability, seed, seconds }: Rule): string {
  const parts = [
    times === undefined ? 'every time' : `${times} ${times === 1 ? 'time' : 'times'}`,
    skip > 0 ? `after ${skip} that pass` : '',
    probability < 1 ? `by chance, ${percent(probability)} %${seed === 1 ? '' : ` (seed ${seed})`}` : '',
    seconds === undefined ? '' : `for ${seconds} s`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
