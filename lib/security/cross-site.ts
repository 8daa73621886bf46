const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * Whether a request that may change something was sent from another site (failure 21). Browsers put at least one of the two
 * headers on every such request and no page can forge them; a program that is no browser carries no one's cookies.
 * The host compared with is the one the visitor used, so that custom domains and proxies work.
 */
export function isForgedCrossSite(method: string, headers: Pick<Headers, 'get'>): boolean {
  if (SAFE_METHODS.has(method.toUpperCase())) return false;
  const site = headers.get('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = headers.get('origin');
  if (origin === null) return false;
  if (origin === 'null') return site !== 'same-origin';
  return hostOf(origin) !== (headers.get('x-forwarded-host') ?? headers.get('host'));
}
