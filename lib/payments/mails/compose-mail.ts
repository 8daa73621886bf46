import type { Mail } from '@/lib/mail/mail';
import type { PaymentsContext } from '../context';
import { writeActionRequired, writeInvoiceReceipt, writePaymentFailed } from './about-invoice';
import { writeDispute, writePurchaseReceipt, writeRefund } from './about-payment';
import { writePaymentsBack } from './about-recovery';
import { writeCanceled, writeTrialEnding } from './about-subscription';
import { htmlOf, textOf } from './lay-out';
import { MAIL_NAMES, type MailName } from './mail-name';
import type { DueMail } from './outbox';
import type { Writer, Written } from './written';

// Over every name: a mail without a text does not compile.
const WRITERS: Readonly<Record<MailName, Writer>> = {
  invoice_receipt: writeInvoiceReceipt,
  purchase_receipt: writePurchaseReceipt,
  payment_failed: writePaymentFailed,
  action_required: writeActionRequired,
  trial_ending: writeTrialEnding,
  subscription_canceled: writeCanceled,
  refund: writeRefund,
  dispute: writeDispute,
  payments_back: writePaymentsBack,
};

export type Composed = { readonly kind: 'mail'; readonly mail: Mail } | Exclude<Written, { kind: 'letter' }>;

/** Writes a mail from the outbox: its text from the mirror, its address from the user's row, both of this moment. */
export async function composeMail(
  context: PaymentsContext,
  siteUrl: string,
  { id, effect, recipientId, objectId }: DueMail,
): Promise<Composed> {
  const name = MAIL_NAMES.find((known) => known === effect);
  // Put in by a newer version of this software that is being rolled out beside us: it will be able to.
  if (!name) return { kind: 'too_early', reason: `nothing known of ${effect}` };
  const recipient = await context.database.prisma.user.findUnique({
    where: { id: recipientId, deletedAt: null },
    select: { id: true, name: true, email: true },
  });
  if (!recipient) return { kind: 'untrue', reason: 'the user is gone' };
  const written = await WRITERS[name](context, objectId);
  if (written.kind !== 'letter') return written;
  const { letter } = written;
  return {
    kind: 'mail',
    mail: {
      id,
      recipient: { id: recipient.id, name: recipient.name, address: recipient.email },
      subject: letter.subject,
      text: textOf(letter, recipient.name, siteUrl),
      html: htmlOf(letter, recipient.name, siteUrl),
    },
  };
}
