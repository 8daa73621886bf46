import { show } from './show';

/**
 * Sends the forms that change something without leaving the page: what was typed stays when it is refused, the
 * focus stays where it was, and screen readers hear how it went. Without this script the forms post by themselves.
 */
export function actInPlace(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    const words = event.submitter?.textContent ?? 'It';
    // When nobody answers, the form is sent in the browser's own way, which says so.
    void send(fields, words).catch(() => form.submit());
  });
  // A field that is folded away cannot be focused, and the browser would refuse the form without a word.
  document.addEventListener('invalid', ({ target }) => unfold(target), true);
}

async function send(fields: FormData, words: string): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string') body.append(name, value);
  const answer = await fetch(location.href, { method: 'POST', body });
  const text = await answer.text();
  // What an earlier answer left standing gives way to this one.
  for (const kept of document.querySelectorAll('[data-kept]')) kept.removeAttribute('data-kept');
  show(text);
  const said = document.querySelector('[data-said]');
  if (said) said.textContent = answer.ok ? `Done: ${words}` : '';
  // The button may have gone with what it ended.
  if (document.activeElement === document.body) document.querySelector('main')?.focus();
}

function unfold(field: EventTarget | null): void {
  const details = field instanceof Element ? field.closest('details') : null;
  if (details) details.open = true;
}
