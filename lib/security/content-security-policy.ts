export type PolicyInput = {
  readonly nonce: string;
  /** The sandbox's origin, in sandbox mode only; its stand-in for Stripe.js lives there. */
  readonly sandboxOrigin: string | null;
  /** Origins a sign-in form is redirected to; browsers hold redirects after a post to `form-action` too. */
  readonly formTargets: readonly string[];
  readonly https: boolean;
  /** `next dev`: hot reload evaluates code, opens a socket and injects styles. */
  readonly development: boolean;
};

const STRIPE_JS = ['https://js.stripe.com', 'https://*.js.stripe.com'];

function directives({
  nonce,
  sandboxOrigin,
  formTargets,
  https,
  development,
}: PolicyInput): [string, string[]][] {
  const sandbox = sandboxOrigin ? [sandboxOrigin] : [];
  return [
    ['default-src', ["'self'"]],
    [
      'script-src',
      // The hosts are for browsers that don't know strict-dynamic; those that do trust what our own scripts load.
      [
        "'self'",
        `'nonce-${nonce}'`,
        "'strict-dynamic'",
        ...STRIPE_JS,
        ...sandbox,
        ...(development ? ["'unsafe-eval'"] : []),
      ],
    ],
    ['style-src', development ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`]],
    ['connect-src', ["'self'", 'https://api.stripe.com', ...sandbox, ...(development ? ['ws:'] : [])]],
    ['frame-src', [...STRIPE_JS, 'https://hooks.stripe.com', ...sandbox]],
    ['img-src', ["'self'", 'data:', ...sandbox]],
    ['font-src', ["'self'"]],
    ['object-src', ["'none'"]],
    ['base-uri', ["'self'"]],
    ['form-action', ["'self'", ...formTargets]],
    ['frame-ancestors', ["'none'"]],
    ...(https ? [['upgrade-insecure-requests', []] satisfies [string, string[]]] : []),
  ];
}

/** The Content-Security-Policy of one response: Stripe's documented directives and nothing inline without the nonce. */
export function contentSecurityPolicy(input: PolicyInput): string {
  return directives(input)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}
