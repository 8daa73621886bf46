import 'server-only';

import { createHash, randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { getEnv } from '@/lib/env';
import { nextAuthOptions, oauthProviders } from './next-auth-options';

/** next-auth's double-submit token, so that its own check passes on a request that Next.js has already checked. */
async function issueCsrfToken(): Promise<string> {
  const { nextAuthSecret, nextAuthUrl } = getEnv();
  const secure = nextAuthUrl.startsWith('https:');
  const token = randomBytes(32).toString('hex');
  const digest = createHash('sha256').update(`${token}${nextAuthSecret}`).digest('hex');
  (await cookies()).set(`${secure ? '__Host-' : ''}next-auth.csrf-token`, `${token}|${digest}`, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
  });
  return token;
}

/**
 * Begins signing in with a provider from a server action, so that the button works without script: asks next-auth for the
 * provider's address and hands its state cookies to the browser.
 * @param providerId from a form: anything but a configured provider gives null
 * @param callbackUrl a path from `safeNextPath`
 * @returns the provider's address to redirect to
 */
export async function startOAuth(providerId: string, callbackUrl: string): Promise<string | null> {
  if (!oauthProviders().some(({ id }) => id === providerId)) return null;
  const csrfToken = await issueCsrfToken();
  const request = new NextRequest(new URL(`/api/auth/signin/${providerId}`, getEnv().nextAuthUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl }),
  });
  const context = { params: Promise.resolve({ nextauth: ['signin', providerId] }) };
  const answer: Response = await NextAuth(request, context, nextAuthOptions());
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) jar.set(cookie);
  return answer.headers.get('location');
}
