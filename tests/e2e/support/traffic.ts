import type { BrowserContext, Page, Request, Response } from '@playwright/test';

const OURS = new Set(['localhost', '127.0.0.1']);

/** Everything that the browser sent, from every page and frame of the contexts it was told to watch. */
export class Traffic {
  readonly requests: Request[] = [];
  readonly responses: Response[] = [];
  readonly #sockets: string[] = [];

  watch(context: BrowserContext): void {
    context.on('request', (request) => this.requests.push(request));
    context.on('response', (response) => this.responses.push(response));
    const onPage = (page: Page) => page.on('websocket', (socket) => this.#sockets.push(socket.url()));
    context.on('page', onPage);
    for (const page of context.pages()) onPage(page);
  }

  /** Addresses on any host but this machine's own; empty is what it should be. */
  elsewhere(allowed: readonly string[] = []): string[] {
    return [...this.requests.map((request) => request.url()), ...this.#sockets].filter((address) => {
      const { protocol, hostname } = new URL(address);
      if (protocol === 'data:' || protocol === 'blob:' || protocol === 'about:') return false;
      return !OURS.has(hostname) && !allowed.includes(hostname);
    });
  }

  /** What was sent to a path of the sandbox's API by Stripe.js, as the form it was posted as. */
  posted(path: RegExp): URLSearchParams[] {
    return this.requests
      .filter((request) => request.method() === 'POST' && path.test(new URL(request.url()).pathname))
      .map((request) => new URLSearchParams(request.postData() ?? ''));
  }

  /** The client secrets that Stripe.js confirmed with, each once. */
  confirmedSecrets(): string[] {
    const secrets = this.posted(/^\/v1\/(payment|setup)_intents\/[^/]+\/confirm$/).map((form) =>
      form.get('client_secret'),
    );
    return [...new Set(secrets.filter((secret) => secret !== null))];
  }
}
