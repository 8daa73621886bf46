import { Button } from '@/components/ui/button';
import { oauthProviders } from '@/lib/auth/next-auth-options';
import { signInWithProvider } from './oauth-action';

/** "Continue with Google" and the like, for the providers whose keys are set. */
export function ProviderButtons({ next }: { next: string }) {
  const providers = oauthProviders();
  if (providers.length === 0) return null;
  return (
    <form action={signInWithProvider} className="mt-6 space-y-3 border-line border-t pt-6">
      <input type="hidden" name="next" value={next} />
      {providers.map(({ id, name }) => (
        <Button key={id} type="submit" name="provider" value={id} look="secondary" className="w-full">
          Continue with {name}
        </Button>
      ))}
    </form>
  );
}
