import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import type { BrowserConfig } from '@/lib/payments/domain/mode';

/** A script that hangs is as good as one that failed: after this many milliseconds the buyer may try again. */
const PATIENCE = 20_000;

function addScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error('The sandbox’s script did not load'));
    };
    document.head.append(script);
  });
}

async function load({ standInScript, publishableKey }: BrowserConfig): Promise<Stripe> {
  // Stripe's own loader uses a `window.Stripe` that is already there, so the stand-in has to come first.
  if (standInScript && !window.Stripe) await addScript(standInScript);
  // The page is in English, so are the card fields.
  const stripe = await loadStripe(publishableKey, { locale: 'en' });
  if (!stripe) throw new Error('Stripe.js is not available here');
  return stripe;
}

function timeLimit(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('Stripe.js took too long')), PATIENCE);
  });
}

let loading: Promise<Stripe> | null = null;

/** Stripe.js, loaded once a page; a failure is forgotten, so that the next call tries again. */
export function loadBrowserStripe(config: BrowserConfig): Promise<Stripe> {
  loading ??= Promise.race([load(config), timeLimit()]).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
