import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminOperationRow, OperationFilter } from '@/lib/payments/domain/admin-views';
import { OnlyWhoMay } from '../only-who-may';
import { ResolveForm } from './resolve-form';

type State = AdminOperationRow['state'];

const STATES: Readonly<Record<State, readonly [name: string, tone: BadgeTone]>> = {
  open: ['Under way', 'warn'],
  awaiting_buyer: ['Waits for the buyer', 'plain'],
  unknown: ['Being found out', 'warn'],
  needs_human: ['Waits for you', 'bad'],
  done: ['Done', 'good'],
  refused: ['Refused', 'plain'],
};

function OperationState({ state }: { state: State }) {
  const [name, tone] = STATES[state];
  return <Badge tone={tone}>{name}</Badge>;
}

/** The list's columns; what to do about an operation stands beside its state, in reach without scrolling. */
export function operationColumns(
  locale: string,
  filter: OperationFilter | null,
): readonly Column<AdminOperationRow>[] {
  return [
    { heading: 'Asked', cell: ({ created }) => <Moment at={created} locale={locale} withTime /> },
    {
      heading: 'What',
      cell: ({ id, words, userEmail, requestedBy }) => (
        <>
          <span id={`operation-${id}`} className="block">
            {words}
          </span>
          <span className="block text-ink-soft text-xs">
            for {userEmail}
            {requestedBy && `, by ${requestedBy}`}
          </span>
        </>
      ),
    },
    {
      heading: 'State',
      cell: ({ state, lastError }) => (
        <>
          <OperationState state={state} />
          {lastError && (
            <span className="mt-1 block text-ink-soft text-xs sm:w-48 sm:whitespace-normal">{lastError}</span>
          )}
        </>
      ),
    },
    {
      heading: 'Actions',
      cell: ({ id, state }) =>
        state === 'needs_human' ? (
          <OnlyWhoMay capability="steer">
            <ResolveForm id={id} filter={filter} describedBy={`operation-${id}`} />
          </OnlyWhoMay>
        ) : (
          <span className="text-ink-soft">–</span>
        ),
    },
    {
      heading: 'Object',
      cell: ({ objectId }) => <span className="font-mono text-xs">{objectId ?? '–'}</span>,
    },
    { heading: 'Attempts', numeric: true, cell: ({ attempts }) => attempts },
    { heading: 'Id', cell: ({ id }) => <span className="font-mono text-xs">{id}</span> },
  ];
}
