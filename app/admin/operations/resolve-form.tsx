import { Button } from '@/components/ui/button';
import type { OperationFilter, Resolution } from '@/lib/payments/domain/admin-views';
import { resolveOperation } from './actions';
import { queryOf } from './filter';

/** What each choice means, in the words of its button and what follows from it. */
const CHOICES: readonly (readonly [Resolution, string, string])[] = [
  ['look_again', 'Look again', 'The provider is asked once more.'],
  ['it_happened', 'It happened', 'You saw it there: closed as done, and never sent again.'],
  ['it_did_not', 'It did not', 'You saw that it is not there: closed, and may be asked for anew.'],
];

type Props = {
  readonly id: string;
  readonly filter: OperationFilter | null;
  /** The element that names the operation, for those who hear a button alone. */
  readonly describedBy: string;
};

/** The choices about an operation that nothing else can tell about; plain forms, which work without script. */
export function ResolveForm({ id, filter, describedBy }: Props) {
  return (
    <ul className="space-y-2">
      {CHOICES.map(([choice, label, consequence]) => (
        <li key={choice}>
          <form action={resolveOperation} className="flex items-center gap-3">
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="choice" value={choice} />
            {Object.entries(queryOf(filter)).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Button
              type="submit"
              look="secondary"
              size="sm"
              aria-describedby={`${describedBy} ${choice}-${id}`}
            >
              {label}
            </Button>
            <span id={`${choice}-${id}`} className="text-ink-soft text-xs sm:w-48 sm:whitespace-normal">
              {consequence}
            </span>
          </form>
        </li>
      ))}
    </ul>
  );
}
