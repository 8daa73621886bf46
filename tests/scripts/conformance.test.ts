import { describe, expect, it } from 'vitest';
import { readKey } from '../../scripts/commands/conformance.mjs';

describe('the key of a conformance run', () => {
  it('is a test key, or none for the sandbox', () => {
    expect(readKey('sk_test_123')).toBe('sk_test_123');
    expect(readKey(' rk_test_123 ')).toBe('rk_test_123');
    expect(readKey(undefined)).toBeNull();
    expect(readKey('')).toBeNull();
  });

  it('is never a live one', () => {
    expect(() => readKey('sk_live_123')).toThrow('must be a test key');
    expect(() => readKey('pk_test_123')).toThrow('must be a test key');
  });
});
