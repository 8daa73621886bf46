import { morph } from './morph';

/** Makes the page like a page that was fetched: the content and the time, with the focus and the scroll kept. */
export function show(text: string): void {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const part of ['main', '.clock']) {
    const [old, next] = [document.querySelector(part), page.querySelector(part)];
    if (old && next) morph(old, next);
  }
}
