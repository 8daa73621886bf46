const DEFAULT_PATH = '/account';
/** Only used to resolve against; a path that leaves it was never a path of ours. */
const BASE = 'https://same-site.invalid';

/** Control characters and backslashes: browsers strip the first and read the second as a slash (`/\evil`, `/\t/evil`). */
function hasTrickCharacters(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x21 || code === 0x7f || character === '\\') return true;
  }
  return false;
}

function decodedFully(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a broken escape: the address is the visitor's to write
  }
}

/** Where signing in must not lead: back into sign-in (a loop) or to an endpoint that is not a page. */
function isPage(pathname: string): boolean {
  return !/^\/(?:sign-in|sign-up|api|_next)(?:\/|$)/.test(pathname);
}

/**
 * The path to go on to after signing in, when it is a page of this site; the default otherwise. Anyone can hand a person a
 * link with `?next=`, so only a plain absolute path passes (failure 20).
 * @param raw what the address or the form says; arrays come from a repeated parameter and are refused
 * @returns path with query, never with an origin
 */
export function safeNextPath(raw: unknown, fallback = DEFAULT_PATH): string {
  if (typeof raw !== 'string' || raw.length > 2_000 || !raw.startsWith('/')) return fallback;
  const decoded = decodedFully(raw);
  if (decoded === null) return fallback;
  for (const form of [raw, decoded]) {
    // `//evil.example` is another host with our scheme.
    if (form.startsWith('//') || hasTrickCharacters(form.split(/[?#]/, 1)[0] ?? '')) return fallback;
  }
  if (hasTrickCharacters(raw)) return fallback;
  const url = URL.canParse(raw, BASE) ? new URL(raw, BASE) : null;
  // Dot segments may hide a second slash until they are resolved: `/.//evil.example`.
  if (!url || url.origin !== BASE || url.pathname.startsWith('//') || !isPage(url.pathname)) return fallback;
  return url.pathname + url.search;
}

/** The address of a sign-in or sign-up page that goes on to `next`; a default target is left out. */
export function withNext(page: '/sign-in' | '/sign-up', next: string): string {
  const path = safeNextPath(next);
  return path === DEFAULT_PATH ? page : `${page}?next=${encodeURIComponent(path)}`;
}
