import { SubmitButton } from '@/components/billing/submit-button';
import type { PaymentMethodView } from '@/lib/payments/domain/views';
import { makeDefault, removeMethod } from './actions';

type Props = { readonly method: PaymentMethodView };

function MethodForm({ method, action, label }: Props & { action: typeof makeDefault; label: string }) {
  return (
    <form action={action}>
      <input type="hidden" name="method" value={method.id} />
      <SubmitButton look="secondary" size="sm" aria-describedby={`method-${method.id}`}>
        {label}
      </SubmitButton>
    </form>
  );
}

/** What can be done about a saved payment method. */
export function MethodActions({ method }: Props) {
  return (
    <>
      {!method.isDefault && <MethodForm method={method} action={makeDefault} label="Make default" />}
      <MethodForm method={method} action={removeMethod} label="Remove" />
    </>
  );
}
