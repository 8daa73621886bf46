import type { Database } from '@/lib/db';
import { type Mailer, messageIdOf } from './mail';

/** The mailer of a machine without a mail server: mails stay in the database, for the mailbox page. */
export function createLocalMailer({ pool }: Database, siteUrl: string): Mailer {
  return {
    siteUrl,
    async send(mail) {
      const { recipient, subject, text, html } = mail;
      await pool.query(
        `INSERT INTO local_mails (message_id, recipient_id, address, subject, text, html)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (message_id) DO NOTHING`,
        [messageIdOf(mail, siteUrl), recipient.id, recipient.address, subject, text, html],
      );
      return { kind: 'sent' };
    },
  };
}
