import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { TextLink } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { safeNextPath, withNext } from '@/lib/auth/safe-next-path';
import { currentUser } from '@/lib/auth/session';
import { AuthCard } from '../auth-card';
import { AuthForm } from '../auth-form';
import { ProviderButtons } from '../provider-buttons';
import { signIn } from './action';

export const metadata: Metadata = { title: 'Sign in' };

// Our own words for what next-auth and our OAuth callback put into the address; anything else gets the general sentence.
const ERRORS: Readonly<Record<string, string>> = {
  not_linked: 'That e-mail already has an account here. Sign in with your password instead.',
  no_email: 'Your provider did not share a confirmed e-mail address, so we can’t open an account with it.',
};

function errorSentence(code: string | string[] | undefined): string | null {
  if (typeof code !== 'string') return null;
  return Object.hasOwn(ERRORS, code) ? (ERRORS[code] ?? null) : 'Signing in did not work. Please try again.';
}

type Query = { readonly next?: string | string[]; readonly error?: string | string[] };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = safeNextPath(query.next);
  if (await currentUser()) redirect(next);
  const error = errorSentence(query.error);
  return (
    <AuthCard
      title="Sign in"
      after={
        <>
          New here? <TextLink href={withNext('/sign-up', next)}>Create an account</TextLink>
        </>
      }
    >
      {error && (
        <Notice tone="danger" alert className="mb-5">
          {error}
        </Notice>
      )}
      <AuthForm action={signIn} kind="sign-in" next={next} />
      <ProviderButtons next={next} />
    </AuthCard>
  );
}
