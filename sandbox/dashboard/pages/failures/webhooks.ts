import { API_VERSION } from '../../../api/kernel/api-version';
import { API_VERSIONS } from '../../../webhooks/api-versions';
import { deliveries } from '../../../webhooks/records';
import type { TroubleSettings } from '../../../webhooks/trouble';
import { type Html, html } from '../../html';
import type { View } from '../../view';
import {
  type Choices,
  chance,
  choice,
  figure,
  filled,
  group,
  listed,
  more,
  number,
  percent,
  seedField,
  typed,
  words,
} from './fields';
import { done, type Switch } from './switch';

const MODES: Choices = [
  ['deliver', 'Deliver'],
  ['hold', 'Hold back'],
  ['lose', 'Lose'],
];
const SCHEDULES: Choices = [
  ['fast', 'within seconds'],
  ['test', 'for hours, as a test account'],
  ['live', 'for days, as live'],
];
const VERSIONS: Choices = [
  ['', API_VERSION],
  ...API_VERSIONS.filter((version) => version !== API_VERSION)
    .toReversed()
    .map((version) => [version, version] as const),
];

/** What new deliveries meet, and when those that failed are tried again. */
export const webhooks: Switch = {
  title: 'Webhooks',
  render: (view) => html`${form(view)}${waiting(view)}`,
  acts: {
    webhooks: ({ backstage }, given) => done(backstage.control('POST', '/webhooks', told(given))),
    retry: ({ backstage }) => done(backstage.control('POST', '/deliveries/retry')),
  },
};

function form({ backstage: { ledger } }: View): Html {
  const { duplicate, delay, reorder, lose, api_version, schedule } = ledger.trouble.settings;
  return html`<form method="post" class="form">
${choice('mode', 'New deliveries', MODES, ledger.deliveryMode())}
${number('duplicate', 'Send again, times', { min: 0, max: 20, now: duplicate?.times ?? 0 })}
${number('delay', 'Delay of up to, ms', { min: 0, max: 3_600_000, now: delay?.max_ms ?? 0 })}
${number('reorder', 'Shuffle within, ms', { min: 0, max: 60_000, now: reorder?.window_ms ?? 0 })}
${number('lose', 'Lose, %', { min: 0, max: 100, now: percent(lose?.probability) ?? 0, fine: true })}
${choice('schedule', 'Try failed ones again', SCHEDULES, schedule)}
${choice('api_version', 'Events of API version', VERSIONS, api_version ?? '')}
<button type="submit" name="do" value="webhooks">Set webhooks</button>
${more('More options', finer({ duplicate, delay, reorder, lose }))}</form>`;
}

function finer({
  duplicate,
  delay,
  reorder,
  lose,
}: Pick<TroubleSettings, 'duplicate' | 'delay' | 'reorder' | 'lose'>): Html[] {
  return [
    group('What is sent more than once', [
      number('duplicate_chance', 'Chance to be doubled, %', {
        min: 0.0001,
        max: 100,
        now: percent(duplicate?.probability),
        empty: '100',
        fine: true,
      }),
      words('duplicate_types', 'Double only these types', duplicate?.types?.join(', '), 'all types'),
      seedField('duplicate_seed', duplicate?.seed),
    ]),
    group('What is lost', [
      number('lose_times', 'Lose at most', { min: 1, now: lose?.times, empty: 'until ended' }),
      words('lose_types', 'Lose only these types', lose?.types?.join(', '), 'all types'),
      seedField('lose_seed', lose?.seed),
    ]),
    group('What is delayed', [
      number('delay_min', 'Delay of at least, ms', {
        min: 0,
        max: 3_600_000,
        now: delay?.min_ms,
        empty: '0',
      }),
      seedField('delay_seed', delay?.seed),
    ]),
    group('What is shuffled', seedField('reorder_seed', reorder?.seed)),
  ];
}

/** The button that lets what failed go at once, where something waits. */
function waiting({ backstage: { ledger } }: View): Html {
  const count = ledger.store
    .accountNames()
    .flatMap((account) => ledger.begin(account).where(deliveries, 'state', 'pending'))
    .filter(({ attempts }) => attempts > 0).length;
  return html`<form method="post" class="acts"><button type="submit" name="do" value="retry">Retry all now</button>
<span class="soft">${count === 1 ? 'One delivery waits' : `${count} deliveries wait`} for the next try. A single one is retried from its event.</span></form>`;
}

/** What the form says; 0 ends a trouble, and what is left empty is left to its default. */
function told(given: URLSearchParams): object {
  const times = figure(given, 'duplicate');
  const latest = figure(given, 'delay');
  const window = figure(given, 'reorder');
  const lost = chance(given, 'lose');
  return {
    mode: given.get('mode'),
    schedule: given.get('schedule'),
    api_version: typed(given, 'api_version'),
    duplicate: trouble(given, 'duplicate', times, {
      times,
      probability: chance(given, 'duplicate_chance'),
      types: listed(given, 'duplicate_types'),
    }),
    delay: trouble(given, 'delay', latest, { min_ms: figure(given, 'delay_min'), max_ms: latest }),
    reorder: trouble(given, 'reorder', window, { window_ms: window }),
    lose: trouble(given, 'lose', lost, {
      probability: lost,
      times: figure(given, 'lose_times'),
      types: listed(given, 'lose_types'),
    }),
  };
}

/** One trouble as its control takes it, null when it is to end. */
function trouble(
  given: URLSearchParams,
  name: string,
  size: number | null,
  fields: Readonly<Record<string, unknown>>,
): object | null {
  return size === null || size === 0 ? null : filled({ ...fields, seed: figure(given, `${name}_seed`) });
}
