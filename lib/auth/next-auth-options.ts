import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import GitHubProvider from 'next-auth/providers/github';
import GoogleProvider from 'next-auth/providers/google';
import { getEnv } from '@/lib/env';
import { clientAddress } from './client-address';
import { parseSignIn } from './credentials';
import { oauthUser } from './oauth-user';
import { inMinutes } from './rate-limit-keys';
import { SESSION_MAX_AGE } from './session-token';
import { signInWithPassword } from './sign-in-with-password';

/** The providers whose keys are set, in the order their buttons are shown. */
export function oauthProviders(): readonly { readonly id: 'google' | 'github'; readonly name: string }[] {
  const { google, github } = getEnv();
  return [
    ...(google ? [{ id: 'google', name: 'Google' } as const] : []),
    ...(github ? [{ id: 'github', name: 'GitHub' } as const] : []),
  ];
}

function providers(): AuthOptions['providers'] {
  const { google, github } = getEnv();
  return [
    CredentialsProvider({
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      async authorize(credentials, request) {
        const parsed = parseSignIn(credentials ?? {});
        if (!parsed.ok) return null;
        const answer = await signInWithPassword(parsed.input, clientAddress(new Headers(request.headers)));
        if (answer.kind === 'closed')
          throw new Error(`Too many attempts. Try again ${inMinutes(answer.retryAfterMs)}.`);
        return answer.kind === 'signed_in' ? { id: answer.userId, role: answer.role } : null;
      },
    }),
    ...(google ? [GoogleProvider(google)] : []),
    ...(github ? [GitHubProvider(github)] : []),
  ];
}

const callbacks: AuthOptions['callbacks'] = {
  async signIn({ user, account, profile }) {
    if (account?.type !== 'oauth') return true;
    const verified = !profile || !('email_verified' in profile) || profile.email_verified === true;
    const answer = await oauthUser({
      provider: account.provider,
      providerAccountId: account.providerAccountId,
      email: verified ? (user.email ?? null) : null,
      name: user.name ?? null,
    });
    if (answer.kind !== 'signed_in') return `/sign-in?error=${answer.kind}`;
    // What the `jwt` callback below seals is our user, not the provider's.
    user.id = answer.userId;
    user.role = answer.role;
    return true;
  },
  jwt: ({ token, user }) => (user ? { sub: user.id, role: user.role } : token),
  session: ({ session, token }) => ({ expires: session.expires, user: { id: token.sub ?? '' } }),
};

let options: AuthOptions | undefined;

/** next-auth's configuration; sessions are sealed cookies, so that they survive a restart and need no table. */
export function nextAuthOptions(): AuthOptions {
  const { nextAuthSecret, nextAuthUrl } = getEnv();
  options ??= {
    secret: nextAuthSecret,
    useSecureCookies: nextAuthUrl.startsWith('https:'),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE },
    pages: { signIn: '/sign-in', error: '/sign-in', newUser: '/account' },
    providers: providers(),
    callbacks,
  };
  return options;
}
