import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Mail to these arrives with or without dots in the name. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/** The mailbox behind an address: `Ada.L+trial7@gmail.com` and `adal@gmail.com` are one person's. */
function mailboxOf(email: string): string {
  const [name = '', host = ''] = email.trim().toLowerCase().split('@');
  const own = name.split('+')[0] ?? '';
  return `${DOTLESS.has(host) ? own.replaceAll('.', '') : own}@${host}`;
}

/** By which a person is known again, even when their account was deleted. A digest: the address itself is not kept. */
export const personKey = (email: string): string => `person:${digest(mailboxOf(email))}`;

/** By which a card is known again, whoever's it is. */
export const cardKey = (fingerprint: string): string => `card:${digest(fingerprint)}`;
