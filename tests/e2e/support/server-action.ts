import type { Page } from '@playwright/test';
import { settings } from './settings';
import { ask } from './visitor';

type Change = { readonly body?: string; readonly headers?: Record<string, string> };

/** A call of a server action, as a page makes it. */
export class ServerAction {
  constructor(
    readonly path: string,
    readonly body: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** Makes the call as a user, or as nobody, with another body or other headers. */
  send(userId: string | undefined, { body = this.body, headers = {} }: Change = {}): Promise<Response> {
    return ask(this.path, { method: 'POST', userId, body, headers: { ...this.headers, ...headers } });
  }
}

/** Catches the next call of a server action on its way out of the browser: it never arrives. */
export async function catchAction(page: Page, cause: () => Promise<void>): Promise<ServerAction> {
  const posts = (url: URL) => url.origin === settings.BASE_URL;
  await page.route(posts, (route) =>
    route.request().headers()['next-action'] ? route.abort() : route.fallback(),
  );
  // Not merely asked for, but turned away: the route must stand until then.
  const stopped = page.waitForEvent(
    'requestfailed',
    (request) => request.headers()['next-action'] !== undefined,
  );
  await cause();
  const request = await stopped;
  await page.unroute(posts);
  const { pathname, search } = new URL(request.url());
  return new ServerAction(pathname + search, request.postData() ?? '', {
    'next-action': request.headers()['next-action'] ?? '',
    'content-type': request.headers()['content-type'] ?? 'text/plain;charset=UTF-8',
    accept: 'text/x-component',
    origin: settings.BASE_URL,
  });
}
