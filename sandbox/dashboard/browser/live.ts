import { actInPlace } from './act';
import { show } from './show';

/** Changes that come together are shown together; those that never pause are shown as often as this. */
const PAUSE_MS = 250;

const state = document.querySelector<HTMLElement>('[data-live]');
let timer: number | null = null;
let asking = false;
let again = false;

actInPlace();

function say(live: 'on' | 'off', words: string): void {
  if (!state || state.dataset.live === live) return;
  state.dataset.live = live;
  state.textContent = words;
}

/** Whoever is typing, choosing or copying is not disturbed; what changed is shown when they are done. */
function isBusy(): boolean {
  const main = document.querySelector('main');
  const focused = document.activeElement;
  const filling = focused instanceof HTMLElement && focused.matches('input, select, textarea');
  const selected = document.getSelection();
  const copying = selected !== null && !selected.isCollapsed;
  return main !== null && main.contains(focused) && filling ? true : copying;
}

async function refresh(): Promise<void> {
  if (asking || isBusy()) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const text = await answer.text();
    if (isBusy()) again = true;
    else show(text);
  } finally {
    asking = false;
    if (again) later();
  }
}

function later(): void {
  timer ??= window.setTimeout(() => {
    timer = null;
    void refresh().catch(() => undefined);
  }, PAUSE_MS);
}

function whenDone(): void {
  if (again && !isBusy()) later();
}

const stream = new EventSource('/_sandbox/stream');
stream.addEventListener('open', () => {
  // What happened since the page was made, or while the line was cut, was not told.
  later();
  say('on', 'Live');
});
stream.addEventListener('error', () => say('off', 'Sandbox not reached'));
const KINDS = ['message', 'request', 'event', 'delivery', 'clock', 'fault', 'limits', 'webhooks', 'reset'];
for (const kind of KINDS) stream.addEventListener(kind, later);
// The focus has left only after the event that says so.
document.addEventListener('focusout', () => setTimeout(whenDone));
document.addEventListener('selectionchange', whenDone);
