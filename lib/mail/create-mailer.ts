import type { Database } from '@/lib/db';
import type { Env } from '@/lib/env';
import { createLocalMailer } from './local-mailer';
import type { Mailer } from './mail';
import { createSmtpMailer } from './smtp-mailer';

/** The configured way for mails to go: the mail server, or, without one, the mailbox page. */
export function createMailer({ mail, nextAuthUrl }: Env, database: Database): Mailer {
  const siteUrl = nextAuthUrl.replace(/\/+$/, '');
  return mail ? createSmtpMailer(mail, siteUrl) : createLocalMailer(database, siteUrl);
}
