const CARDS = [
  { number: '4242 4242 4242 4242', does: 'Succeeds' },
  { number: '4000 0025 0000 3155', does: 'Asks the bank to confirm it is you' },
  { number: '4000 0000 0000 0002', does: 'Is declined' },
  { number: '4000 0000 0000 9995', does: 'Has insufficient funds' },
] as const;

/** The cards to try where no real money moves. */
export function TestCards() {
  return (
    <dl className="divide-y divide-line">
      {CARDS.map(({ number, does }) => (
        <div key={number} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-3">
          <dt className="font-mono text-sm">{number}</dt>
          <dd className="text-ink-soft text-sm">{does}</dd>
        </div>
      ))}
    </dl>
  );
}
