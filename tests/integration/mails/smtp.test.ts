import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '@/lib/mail/mail';
import { createSmtpMailer } from '@/lib/mail/smtp-mailer';
import { SmtpServer } from '../../support/smtp-server';

let server: SmtpServer;
beforeEach(async () => {
  server = await SmtpServer.start();
});
afterEach(() => server.stop());

const mail: Mail = {
  id: '0199a000-0000-7000-8000-000000000001',
  recipient: { id: 'u1', name: 'Ada Lovelace', address: 'ada@example.com' },
  subject: 'Receipt: €19.00 for Pro',
  text: 'Hello Ada\n.\nThe line above is no end.',
  html: '<p>Hello Ada</p>',
};
const mailer = (patience?: number) =>
  createSmtpMailer(
    { smtpUrl: server.url, from: 'Shop <billing@shop.example>' },
    'https://shop.example',
    patience,
  );

const headersOf = (raw: string | undefined): string =>
  raw?.split('\r\n\r\n')[0]?.replaceAll('\r\n ', ' ') ?? '';

it('hands a mail to a mail server, with what says that no person wrote it', async () => {
  expect(await mailer().send(mail)).toEqual({ kind: 'sent' });
  const headers = headersOf(server.mails[0]);
  expect(headers).toMatch(/^From: Shop <billing@shop.example>$/m);
  expect(headers).toMatch(/^To: Ada Lovelace <ada@example.com>$/m);
  expect(headers).toMatch(/^Message-ID: <0199a000-0000-7000-8000-000000000001@shop.example>$/m);
  expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(headers).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(server.mails[0]).toContain('The line above is no end.');
});

it('lets nobody write headers or further recipients through a name or a subject', async () => {
  const recipient = { id: 'u1', name: 'Ada"\r\nBcc: <eve@example.com>', address: 'ada@example.com' };
  await mailer().send({ ...mail, recipient, subject: 'Receipt\r\nBcc: eve@example.com' });
  expect(server.mails).toHaveLength(1);
  expect(headersOf(server.mails[0])).not.toMatch(/^Bcc:/im);
});

describe('a mail server', () => {
  it('that fails at first gets the same mail, under the same Message-ID, until it takes it', async () => {
    server.manners.push('busy', 'busy');
    const post = mailer();
    expect(await post.send(mail)).toEqual({ kind: 'failed', detail: 'EENVELOPE 451 MAIL FROM' });
    expect(await post.send(mail)).toMatchObject({ kind: 'failed' });
    expect(await post.send(mail)).toEqual({ kind: 'sent' });
    expect(server.mails).toHaveLength(1);
  });

  it('that takes a mail and hangs up leaves it open whether it was taken: sent again, it is seen to be the same', async () => {
    server.manners.push('hang_up');
    const post = mailer();
    expect(await post.send(mail)).toMatchObject({ kind: 'failed' });
    expect(await post.send(mail)).toEqual({ kind: 'sent' });
    const [first, second] = server.mails.map((raw) => /^Message-ID: (.+)$/m.exec(headersOf(raw))?.[1]);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });

  it('that refuses the recipient is quoted without the address (failure 23)', async () => {
    server.manners.push('unknown_recipient');
    const delivery = await mailer().send(mail);
    expect(delivery).toEqual({ kind: 'failed', detail: 'EENVELOPE 550 RCPT TO' });
  });

  it('that says nothing is given up', async () => {
    server.manners.push('silent');
    expect(await mailer(200).send(mail)).toMatchObject({ kind: 'failed' });
  });

  it('that is not there is a failure like any other', async () => {
    const { url } = server;
    await server.stop();
    const post = createSmtpMailer({ smtpUrl: url, from: 'billing@shop.example' }, 'https://shop.example');
    expect(await post.send(mail)).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/^ESOCKET|^ECONN/),
    });
    server = await SmtpServer.start();
  });
});
