import { describe, expect, test } from 'vitest';
import { clientAddress } from '@/lib/auth/client-address';
import { inMinutes, rateLimitKey } from '@/lib/auth/rate-limit-keys';

describe('the keys attempts are counted under', () => {
  const key = rateLimitKey('account', 'ada@example.com', 'a secret');

  test('do not hold the e-mail, and fit their column', () => {
    expect(key).toMatch(/^account:[0-9a-f]{64}$/);
    expect(key).not.toContain('ada');
  });

  test('are the same for the same subject, and differ by subject, kind and secret', () => {
    const others = [
      rateLimitKey('account', 'bob@example.com', 'a secret'),
      rateLimitKey('address', 'ada@example.com', 'a secret'),
      rateLimitKey('account', 'ada@example.com', 'another secret'),
    ];
    expect(rateLimitKey('account', 'ada@example.com', 'a secret')).toBe(key);
    expect(new Set([key, ...others]).size).toBe(4);
  });
});

describe('how long to wait', () => {
  test.each([
    [1, 'in 1 minute'],
    [60_000, 'in 1 minute'],
    [60_001, 'in 2 minutes'],
    [14 * 60_000 - 1, 'in 14 minutes'],
    [900_000, 'in 15 minutes'],
  ])('%d ms is said as "%s"', (milliseconds, said) => {
    expect(inMinutes(milliseconds)).toBe(said);
  });
});

describe('whose attempt it is', () => {
  test.each([
    ['the nearest proxy’s word counts, not the client’s', '6.6.6.6, 10.0.0.1', '10.0.0.1'],
    ['IPv4 inside IPv6 is that IPv4', '::ffff:127.0.0.1', '127.0.0.1'],
    [
      'an IPv6 customer is one, whichever of its addresses it uses',
      '2001:db8:1:2:3:4:5:6',
      '2001:db8:1:2::/64',
    ],
    ['a shortened IPv6 is read', '2001:db8::1', '2001:db8:0:0::/64'],
    ['loopback', '::1', '0:0:0:0::/64'],
    ['no header', null, 'unknown'],
    ['a blank entry', '10.0.0.1, ', 'unknown'],
  ])('%s', (_what, header, address) => {
    expect(clientAddress(new Headers(header === null ? {} : { 'x-forwarded-for': header }))).toBe(address);
  });
});
