import { displayAmount } from '../../api/billing/arithmetic/currencies';
import { type Html, html } from '../html';

/** Money as people read it. */
export function money(amount: number, currency: string): string {
  return displayAmount(amount, currency);
}

/** A moment in UTC with its machine-readable form; a dash for none. */
export function moment(seconds: number | null | undefined): Html {
  if (seconds === null || seconds === undefined) return html`<span class="soft">–</span>`;
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} <span class="soft">${iso.slice(11, 19)}</span></time>`;
}

/** The time of a moment, where the day goes without saying. */
export function timeOfDay(seconds: number): Html {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}

type Tone = 'good' | 'warn' | 'bad' | 'calm';

const TONES: Record<string, Tone> = {
  active: 'good',
  available: 'good',
  delivered: 'good',
  enabled: 'good',
  paid: 'good',
  ready: 'good',
  succeeded: 'good',
  trialing: 'good',
  won: 'good',
  advancing: 'warn',
  held: 'warn',
  incomplete: 'warn',
  needs_response: 'warn',
  open: 'warn',
  past_due: 'warn',
  paused: 'warn',
  pending: 'warn',
  processing: 'warn',
  requires_action: 'warn',
  requires_capture: 'warn',
  requires_confirmation: 'warn',
  requires_payment_method: 'warn',
  under_review: 'warn',
  failed: 'bad',
  incomplete_expired: 'bad',
  internal_failure: 'bad',
  lost: 'bad',
  uncollectible: 'bad',
  unpaid: 'bad',
};

/** A status as a coloured word; the word says it all, the colour only repeats it. */
export function pill(status: string | null): Html {
  const word = status ?? 'none';
  return html`<span class="pill ${TONES[word] ?? 'calm'}">${word.replaceAll('_', ' ')}</span>`;
}

/** The status of an HTTP answer; 0 while it is being worked on, null when there was none. */
export function answerPill(status: number | null): Html {
  if (status === null) return html`<span class="pill bad">no answer</span>`;
  if (status === 0) return html`<span class="pill warn">working</span>`;
  const tone: Tone = status < 300 ? 'good' : status < 500 ? 'warn' : 'bad';
  return html`<span class="pill ${tone}">${status}</span>`;
}
