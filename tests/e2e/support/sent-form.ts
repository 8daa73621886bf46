import type { Page } from '@playwright/test';
import { settings } from './settings';
import { ask } from './visitor';

/** A form of a server action, as a browser without script would send it. */
export type SentForm = {
  readonly path: string;
  /** Which action it is: two forms of one action have the same. */
  readonly action: string;
  send(userId: string): Promise<Response>;
};

/** The forms in the main part of a page, as whoever the browser is signed in as is sent them. */
export async function formsOn(page: Page, path: string): Promise<SentForm[]> {
  const forms = await page.evaluate(async (path) => {
    const html = await (await fetch(path)).text();
    const sent = new DOMParser().parseFromString(html, 'text/html');
    return [...sent.forms]
      .filter((form) => !form.closest('header'))
      .map((form) => [...new FormData(form)].map(([name, value]) => [name, String(value)] as const));
  }, path);
  return forms.flatMap((fields) => {
    const action = fields.find(([name]) => name.startsWith('$ACTION'))?.[0];
    if (action === undefined) return [];
    const send = (userId: string) => {
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      return ask(path, { method: 'POST', userId, body, headers: { origin: settings.BASE_URL } });
    };
    return [{ path, action, send }];
  });
}
