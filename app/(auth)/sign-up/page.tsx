import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { TextLink } from '@/components/ui/link';
import { safeNextPath, withNext } from '@/lib/auth/safe-next-path';
import { currentUser } from '@/lib/auth/session';
import { AuthCard } from '../auth-card';
import { AuthForm } from '../auth-form';
import { ProviderButtons } from '../provider-buttons';
import { signUp } from './action';

export const metadata: Metadata = { title: 'Create your account' };

type Query = { readonly next?: string | string[] };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<Query> }) {
  const next = safeNextPath((await searchParams).next);
  if (await currentUser()) redirect(next);
  return (
    <AuthCard
      title="Create your account"
      after={
        <>
          Have an account already? <TextLink href={withNext('/sign-in', next)}>Sign in</TextLink>
        </>
      }
    >
      <AuthForm
        action={signUp}
        kind="sign-up"
        next={next}
        hint="At least 10 characters. A few unrelated words work well."
      />
      <ProviderButtons next={next} />
    </AuthCard>
  );
}
