import { decode, encode } from 'next-auth/jwt';
import { getEnv } from '@/lib/env';

/** Thirty days, in seconds. */
export const SESSION_MAX_AGE = 30 * 24 * 60 * 60;

/** The cookie next-auth itself reads and writes; `__Secure-` makes browsers refuse it over plain http. */
export function sessionCookie() {
  const secure = getEnv().nextAuthUrl.startsWith('https:');
  return {
    name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: SESSION_MAX_AGE },
  } as const;
}

/** Seals a session. The role in it is a hint: whoever reads data asks the database again. */
export function sealSession(userId: string, role: string): Promise<string> {
  return encode({ token: { sub: userId, role }, secret: getEnv().nextAuthSecret, maxAge: SESSION_MAX_AGE });
}

/** The user id in a session cookie; null when it is absent, expired, or not sealed by us. */
export async function openSession(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  try {
    const session = await decode({ token, secret: getEnv().nextAuthSecret });
    return session?.sub ?? null;
  } catch {
    return null; // a cookie is the visitor's to write; one we can't open is no session
  }
}
