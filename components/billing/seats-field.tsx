import { Field } from '@/components/ui/field';
import { SEATS } from '@/lib/payments/domain/catalog';

type Props = {
  readonly text: string;
  readonly error: string | null;
  readonly onText: (text: string) => void;
};

export function SeatsField({ text, error, onText }: Props) {
  return (
    <Field
      id="seats"
      name="seats"
      type="number"
      inputMode="numeric"
      label="Seats"
      min={SEATS.min}
      max={SEATS.max}
      step={1}
      value={text}
      onChange={(event) => onText(event.target.value)}
      error={error}
      className="max-w-40"
    />
  );
}
