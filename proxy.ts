import { type NextRequest, NextResponse } from 'next/server';
import { roleOf } from '@/lib/auth/role-of';
import { withNext } from '@/lib/auth/safe-next-path';
import { openSession, sessionCookie } from '@/lib/auth/session-token';
import { getEnv } from '@/lib/env';
import { staffRoleOf } from '@/lib/payments/domain/staff';
import { contentSecurityPolicy } from '@/lib/security/content-security-policy';
import { isForgedCrossSite } from '@/lib/security/cross-site';
import { securityHeaders } from '@/lib/security/response-headers';

/** What Stripe.js appends when it comes back from a bank. We find out by our own operation, never by what the address says. */
const RETURN_PARAMETERS = [
  'payment_intent_client_secret',
  'setup_intent_client_secret',
  'payment_intent',
  'setup_intent',
  'redirect_status',
];

/** The pages it comes back to. */
const RETURN_PAGES = ['/checkout/complete', '/billing/change'];

/** Forms and server actions send some hundred bytes. Next.js has the same limit, but answers 500 for it. */
const BODY_LIMIT = 1024 * 1024;

const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

function policyFor(nonce: string): string {
  const { sandboxUrl, google, github, nextAuthUrl, production } = getEnv();
  return contentSecurityPolicy({
    nonce,
    sandboxOrigin: sandboxUrl && new URL(sandboxUrl).origin,
    formTargets: [
      ...(google ? ['https://accounts.google.com'] : []),
      ...(github ? ['https://github.com'] : []),
    ],
    https: nextAuthUrl.startsWith('https:'),
    development: !production,
  });
}

/** The address without the provider's parameters, or null when there are none: a client secret must not stay in the history. */
function withoutSecrets(request: NextRequest): URL | null {
  const url = request.nextUrl.clone();
  const found = RETURN_PARAMETERS.filter((name) => url.searchParams.has(name));
  if (!RETURN_PAGES.includes(url.pathname) || found.length === 0) return null;
  for (const name of found) url.searchParams.delete(name);
  return url;
}

/** Signed-out visitors are sent on before anything streams; the pages ask again where they read data. */
function signInAddress(request: NextRequest, userId: string | null): URL | null {
  const { pathname, search } = request.nextUrl;
  if (userId || request.method !== 'GET') return null;
  const guarded = ['/account', '/billing', '/members', '/mailbox', '/checkout/complete'].some((root) =>
    isUnder(pathname, root),
  );
  return guarded ? new URL(withNext('/sign-in', pathname + search), request.nextUrl) : null;
}

/**
 * To anyone else the admin's pages do not exist, and with a mail server no mailbox does: a real 404, decided here because
 * a streamed page has already said 200.
 */
async function mayEnter(pathname: string, userId: string | null): Promise<boolean> {
  if (isUnder(pathname, '/mailbox')) return getEnv().mail === null;
  if (!isUnder(pathname, '/admin')) return true;
  return userId !== null && staffRoleOf(await roleOf(userId)) !== null;
}

async function answer(request: NextRequest, headers: Headers): Promise<NextResponse> {
  if (isForgedCrossSite(request.method, request.headers)) {
    return new NextResponse('This request came from another site.', { status: 403 });
  }
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) {
    return new NextResponse('That is more than a form here can hold.', { status: 413 });
  }
  const clean = withoutSecrets(request);
  if (clean) return NextResponse.redirect(clean, 303);
  const userId = await openSession(request.cookies.get(sessionCookie().name)?.value);
  if (!(await mayEnter(request.nextUrl.pathname, userId))) {
    return NextResponse.rewrite(new URL('/not-found', request.url), { request: { headers }, status: 404 });
  }
  const signIn = signInAddress(request, userId);
  if (signIn) return NextResponse.redirect(signIn, 303);
  return NextResponse.next({ request: { headers } });
}

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(crypto.randomUUID());
  const policy = policyFor(nonce);
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy); // Next.js reads the nonce from here and puts it on its own scripts
  const response = await answer(request, headers);
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(securityHeaders(getEnv().nextAuthUrl.startsWith('https:')))) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = {
  // Not the webhook: its body must reach the route as it came, and it proves itself by signature instead. Not static files.
  matcher: ['/((?!api/webhooks/|_next/static/|_next/image|art/).*)'],
};
