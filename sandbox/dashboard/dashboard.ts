import type { Answer } from '../api/kernel/answer';
import type { ApiRequest } from '../api/kernel/api-request';
import { servedCollections } from '../api/kernel/collection';
import { html } from './html';
import { layout } from './layout';
import { pages } from './pages';
import type { Backstage, Notice, Page, PageDefinition, View } from './view';

const ROOT = '/dashboard/accounts/';
/** The account of the application beside the sandbox: what is shown while there is none yet. */
const FIRST = 'sandbox';
const ASSETS = ['/dashboard/live.js', '/dashboard/style.css'];

/**
 * Answers `/` and everything under `/dashboard`: pages made on the server and whole without a script; a small one keeps
 * them live.
 * @returns null for any other path
 */
export async function dashboard(backstage: Backstage, request: ApiRequest): Promise<Answer | null> {
  if (request.path === '/') return redirect('/dashboard');
  if (request.path === '/dashboard') return chooseAccount(backstage, new URLSearchParams(request.query));
  const log = /^\/dashboard\/requests\/(\w+)$/.exec(request.path)?.[1];
  if (log !== undefined) return showRequest(backstage, log);
  if (ASSETS.includes(request.path)) return null;
  if (!request.path.startsWith(ROOT))
    return request.path.startsWith('/dashboard/') ? redirect('/dashboard') : null;
  const [account = '', ...rest] = request.path.slice(ROOT.length).split('/').map(decoded);
  // A look at an account that nobody has used must not make it one.
  if (!backstage.accounts().includes(account) && account !== FIRST) return redirect('/dashboard');
  const view = viewOf(backstage, account, new URLSearchParams(request.query));
  for (const page of pages) {
    const segments = fit(page.path, rest);
    if (segments) return answer(view, page, (name) => segments.get(name) ?? '', request);
  }
  return document(404, view, notFound, '', null);
}

const notFound: Page = {
  title: 'Nothing here',
  main: html`<p class="empty">The sandbox has no such page.</p>`,
};

async function answer(
  view: View,
  page: PageDefinition,
  segment: (name: string) => string,
  request: ApiRequest,
): Promise<Answer> {
  let notice: Notice | null = null;
  if (request.method === 'POST') {
    const acted = await page.act?.(view, new URLSearchParams(request.body), segment);
    if (!acted) return { status: 405, headers: { allow: 'GET' }, body: '' };
    if (acted.kind === 'done') return redirect(request.path + (request.query ? `?${request.query}` : ''));
    notice = acted;
  }
  // What was just done is part of what is shown.
  const fresh = viewOf(view.backstage, view.account, view.query);
  const shown = await page.render(fresh, segment);
  return document(
    shown ? (notice?.kind === 'refused' ? 400 : 200) : 404,
    fresh,
    shown ?? notFound,
    page.section,
    notice,
  );
}

/** The newest account is what somebody who just started wants to see. */
function chooseAccount(backstage: Backstage, query: URLSearchParams): Answer {
  const names = backstage.accounts();
  const asked = query.get('account');
  const account = asked !== null && names.includes(asked) ? asked : (names.at(-1) ?? FIRST);
  return redirect(`${ROOT}${encodeURIComponent(account)}`);
}

/** The address that errors carry names no account: the log knows whose request it was. */
function showRequest(backstage: Backstage, id: string): Answer {
  const account = backstage.log.find(id)?.entry.account ?? backstage.accounts().at(-1) ?? FIRST;
  return redirect(`${ROOT}${encodeURIComponent(account)}/requests/${id}`);
}

function viewOf(backstage: Backstage, account: string, query: URLSearchParams): View {
  const tx = backstage.ledger.begin(account);
  const href = (path: string) => `${ROOT}${encodeURIComponent(account)}${path === '' ? '' : `/${path}`}`;
  const linkTo = (id: string) => {
    const held = /^[a-z]+_\w+$/.test(id) && servedCollections().some((kind) => tx.lookup(kind, id));
    return held ? href(`objects/${id}`) : null;
  };
  return { account, tx, query, backstage, href, linkTo };
}

function document(status: number, view: View, page: Page, section: string, notice: Notice | null): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'",
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
  return { status, headers, body: layout(view, { section, ...page, notice }) };
}

function redirect(location: string): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function fit(pattern: string, parts: string[]): Map<string, string> | null {
  const wanted = pattern === '' ? [] : pattern.split('/');
  if (wanted.length !== parts.length) return null;
  const segments = new Map<string, string>();
  for (const [i, part] of wanted.entries()) {
    const actual = parts[i] ?? '';
    if (part.startsWith(':')) segments.set(part.slice(1), actual);
    else if (part !== actual) return null;
  }
  return segments;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
