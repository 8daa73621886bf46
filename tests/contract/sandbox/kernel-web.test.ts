import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('what browsers load', () => {
  it.each(['/endive/stripe.js', '/elements/payment.js', '/elements/challenge.js'])(
    '%s is a script',
    async (path) => {
      const response = await fetch(harness.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/javascript');
      expect((await response.text()).length).toBeGreaterThan(100);
    },
  );

  it.each(['/elements/payment', '/elements/challenge'])(
    '%s is a page for frames of this machine',
    async (path) => {
      const response = await fetch(harness.url + path);
      const html = await response.text();
      expect(html).toMatch(/^<!doctype html>/);
      expect(html).toContain(`<script src="${path}.js"></script>`);
      const policy = response.headers.get('content-security-policy') ?? '';
      const [, ancestors = ''] = /frame-ancestors ([^;]+)/.exec(policy) ?? [];
      expect(ancestors).toContain("'self' http://localhost:* http://*.localhost:*");
      expect(
        ancestors.split(' ').every((source) => /^('self'|.*(localhost|127\.0\.0\.1):\*)$/.test(source)),
      ).toBe(true);
      expect(policy).toContain("base-uri 'none'; form-action 'none'");
      expect(policy).toContain("default-src 'none'");
    },
  );

  it('tells that it is well', async () => {
    expect(await harness.control('GET', '/health')).toEqual({ ok: true });
  });
});
