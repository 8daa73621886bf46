import type { OwnSubscriptionView } from '@/lib/payments/domain/views';

/** What a form hands back of the page that it is on, so that it is carried out once, and not at all once it is out of date. */
export function SeenFields({ id, revision }: Pick<OwnSubscriptionView, 'id' | 'revision'>) {
  return (
    <>
      <input type="hidden" name="subscription" value={id} />
      <input type="hidden" name="revision" value={revision} />
    </>
  );
}
