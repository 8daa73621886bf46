import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import SmtpTransport from 'nodemailer/lib/smtp-transport';
import type { MailEnv } from '@/lib/env';
import { type Delivery, type Mailer, messageIdOf } from './mail';

const SILENCE_MS = 15_000;
// A server that goes on saying a little is given up all the same.
const LONGEST_DELIVERY_MS = 45_000;

/** Codes and the command alone: a server's own words hold the address (failure 23). */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, responseCode, command } = { code: null, responseCode: null, command: null, ...error };
  return [code, responseCode, command].filter((part) => part !== null).join(' ') || error.name;
}

async function timeOut(signal: AbortSignal): Promise<Delivery> {
  await sleep(LONGEST_DELIVERY_MS, undefined, { signal, ref: false });
  return { kind: 'failed', detail: 'it took too long' };
}

/**
 * Hands mails to a mail server, each over a connection of its own, so that a broken one holds up nothing else.
 * @param silence milliseconds after which a server that says nothing is given up
 */
export function createSmtpMailer({ smtpUrl, from }: MailEnv, siteUrl: string, silence = SILENCE_MS): Mailer {
  // Beside an address, `createTransport` itself passes no other option on.
  const smtp = new SmtpTransport({
    url: smtpUrl,
    connectionTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: silence,
    dnsTimeout: silence,
    // A mail is what we wrote; nothing in it may be fetched from a disk or a network.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const transport = createTransport(smtp);
  const deliver = async (mail: Parameters<Mailer['send']>[0]): Promise<Delivery> => {
    try {
      await transport.sendMail({
        from,
        to: { name: mail.recipient.name, address: mail.recipient.address },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: messageIdOf(mail, siteUrl),
        // No answering machine is to answer it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'sent' };
    } catch (error) {
      return { kind: 'failed', detail: detailOf(error) };
    }
  };
  return {
    siteUrl,
    async send(mail) {
      const done = new AbortController();
      try {
        return await Promise.race([deliver(mail), timeOut(done.signal)]);
      } finally {
        done.abort();
      }
    },
  };
}
