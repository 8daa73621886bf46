import { describe, expect, test } from 'vitest';
import { safeNextPath, withNext } from '@/lib/auth/safe-next-path';

describe('the path to go on to after signing in (failure 20)', () => {
  test.each([
    ['another site', 'https://evil.example'],
    ['another site without a scheme', '//evil.example'],
    ['three slashes', '///evil.example'],
    ['a backslash read as a slash', '/\\evil.example'],
    ['two backslashes', '\\\\evil.example'],
    ['user information', '@evil.example'],
    ['user information after a slash pair', '//localhost@evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['our own name as a prefix', 'app.com.evil.example'],
    ['our own name as a prefix, with a scheme', 'https://localhost:3000.evil.example'],
    ['an encoded slash pair', '/%2Fevil.example'],
    ['an encoded backslash', '/%5Cevil.example'],
    ['a tab, which browsers drop', '/\t/evil.example'],
    ['a line break, which browsers drop', '/\n/evil.example'],
    ['an encoded tab', '/%09/evil.example'],
    ['a leading space', ' //evil.example'],
    ['a header split', '/account%0d%0aSet-Cookie:a=b'],
    ['dot segments that leave two slashes', '/.//evil.example'],
    ['dot segments going up', '/a/..//evil.example'],
    ['a broken escape', '/%zz'],
    ['an endpoint that is not a page', '/api/auth/signout'],
    ['sign-in itself', '/sign-in?next=/account'],
    ['sign-up itself', '/sign-up'],
    ['nothing', ''],
    ['a relative path', 'account'],
    ['a very long path', `/${'a'.repeat(3_000)}`],
    ['a repeated parameter', ['/account', '//evil.example']],
    ['no text', undefined],
  ])('%s leads to the default', (_what, raw) => {
    expect(safeNextPath(raw)).toBe('/account');
  });

  test.each([
    '/',
    '/billing',
    '/checkout/pro_monthly?currency=eur',
    '/checkout/complete?operation=0190a7c8-0000-7000-8000-000000000000',
    '/sign-in-help',
    '/account?back=//not-a-host',
  ])('%s is kept', (path) => {
    expect(safeNextPath(path)).toBe(path);
  });

  test('a link to a sign-in page carries only a safe target', () => {
    expect(withNext('/sign-up', '/checkout/pro_monthly')).toBe('/sign-up?next=%2Fcheckout%2Fpro_monthly');
    expect(withNext('/sign-in', '//evil.example')).toBe('/sign-in');
    expect(withNext('/sign-in', '/account')).toBe('/sign-in');
  });
});
