'use client';

type Props = { readonly error: Error & { digest?: string }; readonly reset: () => void };

// Kept free of other components: its script is loaded with every page.
export default function ErrorPage({ error, reset }: Props) {
  return (
    <main className="page-width max-w-xl py-20 sm:py-32">
      <h1 className="text-2xl">This page could not be made</h1>
      <p className="mt-4 text-ink-soft">
        Something behind it didn’t answer. Nothing was charged because of this, and whatever you had begun is
        kept.
      </p>
      {error.digest && <p className="mt-4 font-mono text-ink-soft text-xs">Reference {error.digest}</p>}
      <button
        type="button"
        onClick={reset}
        className="mt-8 min-h-11 rounded-md bg-accent px-5 font-medium text-on-accent text-sm hover:bg-accent-strong"
      >
        Try again
      </button>
    </main>
  );
}
