'use client';

import './globals.css';

type Props = { readonly error: Error & { digest?: string }; readonly reset: () => void };

/** Stands in for the whole document when the root layout itself failed. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Billfold</title>
        <main className="page-width max-w-xl py-20 sm:py-32">
          <h1 className="text-2xl">Billfold is not available just now</h1>
          <p className="mt-4 text-ink-soft">
            Nothing was charged because of this. Please try again in a little while.
          </p>
          {error.digest && <p className="mt-4 font-mono text-ink-soft text-xs">Reference {error.digest}</p>}
          <button
            type="button"
            onClick={reset}
            className="mt-8 min-h-11 rounded-md bg-accent px-5 font-medium text-on-accent text-sm"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
