import { Button } from '@/components/ui/button';
import { reconcile } from './actions';

/** What can be reconciled; plain forms, which work without script. */
export function ReconcileButtons() {
  return (
    <div className="flex flex-wrap gap-3">
      <form action={reconcile}>
        <input type="hidden" name="scope" value="recent" />
        <Button type="submit">Reconcile now</Button>
      </form>
      <form action={reconcile}>
        <input type="hidden" name="scope" value="full" />
        <Button type="submit" look="secondary">
          Reconcile everything
        </Button>
      </form>
    </div>
  );
}
