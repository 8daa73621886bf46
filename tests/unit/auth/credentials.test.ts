import { describe, expect, test } from 'vitest';
import { parseSignIn, parseSignUp } from '@/lib/auth/credentials';

const person = { name: 'Ada', email: 'ada@example.com', password: 'ten letters' };

describe('what a sign-up form may hold', () => {
  test.each([
    ['nine characters', 'password', '123456789', 'Use at least 10 characters.'],
    ['no password', 'password', '', 'Use at least 10 characters.'],
    ['201 characters', 'password', 'a'.repeat(201), 'Use at most 200 characters.'],
    ['no e-mail', 'email', '  ', 'Enter your e-mail address.'],
    ['not an e-mail', 'email', 'ada', 'Enter an e-mail address like name@example.com.'],
    ['a long e-mail', 'email', `${'a'.repeat(250)}@example.com`, 'That e-mail address is too long.'],
    ['a blank name', 'name', '   ', 'Enter your name.'],
    ['a long name', 'name', 'a'.repeat(101), 'Use at most 100 characters.'],
  ] as const)('%s is a field error', (_what, field, value, message) => {
    expect(parseSignUp({ ...person, [field]: value })).toEqual({ ok: false, errors: { [field]: message } });
  });

  test.each(['1234567890', 'a'.repeat(200), '          '])(
    'a password of %j is long enough and kept as typed',
    (password) => {
      expect(parseSignUp({ ...person, password })).toEqual({ ok: true, input: { ...person, password } });
    },
  );

  test('e-mails are compared without regard to case or surrounding space', () => {
    const parsed = parseSignUp({ ...person, email: '  ADA@Example.COM ' });
    expect(parsed).toEqual({ ok: true, input: person });
  });

  test('every field says what is wrong with it at once', () => {
    const parsed = parseSignUp({ name: '', email: '', password: '' });
    expect(parsed.ok ? {} : Object.keys(parsed.errors).sort()).toEqual(['email', 'name', 'password']);
  });
});

describe('what a sign-in form may hold', () => {
  test('old, shorter passwords may still be tried', () => {
    expect(parseSignIn({ email: 'ada@example.com', password: 'short' }).ok).toBe(true);
  });

  test.each([
    ['nothing', {}],
    ['a file for a password', { email: 'ada@example.com', password: new Blob() }],
    ['a very long password', { email: 'ada@example.com', password: 'a'.repeat(201) }],
  ])('%s is refused before any work is done', (_what, fields) => {
    expect(parseSignIn(fields).ok).toBe(false);
  });
});
