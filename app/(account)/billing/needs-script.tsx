import { Notice } from '@/components/ui/notice';

/** Said where a card is asked for, to a browser that runs no script. */
export function NeedsScript() {
  return (
    <noscript>
      <Notice tone="warn" className="mb-6">
        Your card is typed into a frame of Stripe’s, which needs JavaScript. Please switch it on for this
        page.
      </Notice>
    </noscript>
  );
}
