import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, type PolicyInput } from '@/lib/security/content-security-policy';
import { isForgedCrossSite } from '@/lib/security/cross-site';
import { securityHeaders } from '@/lib/security/response-headers';

const live: PolicyInput = {
  nonce: 'bm9uY2U=',
  sandboxOrigin: null,
  formTargets: [],
  https: true,
  development: false,
};
const sandbox = 'http://127.0.0.1:12111';

function directive(input: PolicyInput, name: string): string[] | undefined {
  const line = contentSecurityPolicy(input)
    .split('; ')
    .find((text) => text === name || text.startsWith(`${name} `));
  return line?.split(' ').slice(1);
}

describe('the Content-Security-Policy', () => {
  test('holds Stripe’s documented directives', () => {
    expect(directive(live, 'script-src')).toEqual(
      expect.arrayContaining([
        "'nonce-bm9uY2U='",
        "'strict-dynamic'",
        'https://js.stripe.com',
        'https://*.js.stripe.com',
      ]),
    );
    expect(directive(live, 'connect-src')).toEqual(["'self'", 'https://api.stripe.com']);
    expect(directive(live, 'frame-src')).toEqual([
      'https://js.stripe.com',
      'https://*.js.stripe.com',
      'https://hooks.stripe.com',
    ]);
  });

  test('lets nothing inline through, in scripts or styles', () => {
    expect(contentSecurityPolicy(live)).not.toMatch(/unsafe-/);
  });

  test.each([
    ['object-src', ["'none'"]],
    ['base-uri', ["'self'"]],
    ['form-action', ["'self'"]],
    ['frame-ancestors', ["'none'"]],
    ['upgrade-insecure-requests', []],
  ])('%s is %j', (name, sources) => {
    expect(directive(live, name)).toEqual(sources);
  });

  test('names the sandbox in sandbox mode and only then', () => {
    expect(contentSecurityPolicy(live)).not.toContain('127.0.0.1');
    const input = { ...live, sandboxOrigin: sandbox, https: false };
    for (const name of ['script-src', 'connect-src', 'frame-src', 'img-src']) {
      expect(directive(input, name)).toContain(sandbox);
    }
    expect(directive(input, 'form-action')).not.toContain(sandbox);
    expect(directive(input, 'upgrade-insecure-requests')).toBeUndefined();
  });

  test('lets a form be redirected to a sign-in provider whose keys are set', () => {
    const formTargets = ['https://accounts.google.com'];
    expect(directive({ ...live, formTargets }, 'form-action')).toEqual(["'self'", ...formTargets]);
  });

  test('gives hot reload what it needs, in development alone', () => {
    const input = { ...live, development: true };
    expect(directive(input, 'script-src')).toContain("'unsafe-eval'");
    expect(directive(input, 'connect-src')).toContain('ws:');
  });
});

describe('the other headers', () => {
  test('HSTS is sent under https only', () => {
    expect(securityHeaders(true)).toHaveProperty('Strict-Transport-Security');
    expect(securityHeaders(false)).not.toHaveProperty('Strict-Transport-Security');
  });

  test('our own forms keep their Origin header', () => {
    expect(securityHeaders(true)['Referrer-Policy']).toBe('same-origin');
  });
});

describe('requests sent from another site (failure 21)', () => {
  const own = { host: 'shop.example', origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };

  test.each([
    ['a foreign origin', { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a foreign origin from an old browser', { host: own.host, origin: 'https://evil.example' }],
    ['no origin, but said to be cross-site', { host: own.host, 'sec-fetch-site': 'cross-site' }],
    ['a sibling subdomain', { ...own, origin: 'https://blog.shop.example', 'sec-fetch-site': 'same-site' }],
    ['an opaque origin', { host: own.host, origin: 'null' }],
    ['our host as a prefix', { host: own.host, origin: 'https://shop.example.evil.example' }],
    ['another port', { host: own.host, origin: 'https://shop.example:8443' }],
  ])('%s is refused', (_what, headers) => {
    expect(isForgedCrossSite('POST', new Headers(headers))).toBe(true);
  });

  test.each([
    ['our own page', 'POST', own],
    [
      'a proxy in front with another name inside',
      'POST',
      { ...own, host: 'internal:3000', 'x-forwarded-host': 'shop.example' },
    ],
    ['a program that is no browser', 'POST', { host: own.host }],
    ['a link from another site', 'GET', { host: own.host, 'sec-fetch-site': 'cross-site' }],
  ])('%s passes', (_what, method, headers) => {
    expect(isForgedCrossSite(method, new Headers(headers))).toBe(false);
  });
});
