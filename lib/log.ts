import pino from 'pino';

// Names whose values must never be written, wherever they stand in what is logged (failure 23).
const SECRET_FIELDS = [
  'client_secret',
  'clientSecret',
  'secretKey',
  'password',
  'authorization',
  'cookie',
  'email',
  'card',
];

/** The process's log: JSON lines on standard output. Log ids, codes and counts; never a person, a card or a secret. */
export const log = pino({
  base: null,
  redact: {
    paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: '[redacted]',
  },
});
