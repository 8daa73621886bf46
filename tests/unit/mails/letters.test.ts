import { describe, expect, it } from 'vitest';
import { money } from '@/lib/payments/domain/money';
import { htmlOf, textOf } from '@/lib/payments/mails/lay-out';
import { disputeLetter } from '@/lib/payments/mails/letters/dispute';
import type { Letter } from '@/lib/payments/mails/letters/letter';
import { receiptLetter } from '@/lib/payments/mails/letters/receipt';
import { refundLetter } from '@/lib/payments/mails/letters/refund';
import { canceledLetter, trialEndingLetter } from '@/lib/payments/mails/letters/subscription';
import { actionRequiredLetter, paymentFailedLetter } from '@/lib/payments/mails/letters/unpaid';

const SITE = 'https://shop.example';
const day = (date: number) => new Date(Date.UTC(2026, 10, date, 23, 59));
const usd = (amount: number) => money(amount, 'usd');

/** A letter as it is read: the space between a code and its number does not break, which is not to be seen here. */
function read(letter: Letter): { subject: string; text: string } {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  return { subject: plain(letter.subject), text: plain(textOf(letter, 'Ada Lovelace', SITE)) };
}

const receipt = {
  amount: usd(2000),
  what: 'Pro',
  paidAt: day(1),
  card: 'Visa •••• 4242',
  number: 'BILL-0001',
};

describe('what a mail says', () => {
  it('receipt', () => {
    expect(read(receiptLetter(receipt))).toEqual({
      subject: 'Receipt: $20.00 for Pro',
      text: `Hello Ada Lovelace,

Thank you. We have received your payment.

For:         Pro
Amount paid: $20.00
Date:        November 1, 2026
Card:        Visa •••• 4242
Invoice:     BILL-0001

See your billing:
https://shop.example/billing

Billfold
https://shop.example`,
    });
  });

  it('receipt, of which little is known', () => {
    const bare = { amount: usd(1), what: null, paidAt: null, card: null, number: null };
    const { subject, text } = read(receiptLetter(bare));
    expect(subject).toBe('Receipt: $0.01');
    expect(text).toContain('\n\nAmount paid: $0.01\n\n');
    expect(text).not.toMatch(/null|undefined/);
  });

  it('payment failed', () => {
    expect(
      read(paymentFailedLetter({ amount: usd(4500), what: 'Team, 3 seats', number: 'BILL-0002' })),
    ).toEqual({
      subject: 'Your payment of $45.00 for Team, 3 seats did not go through',
      text: `Hello Ada Lovelace,

Your bank did not let the payment through, so nothing was charged.

To keep your plan, please use another card, or see to it that this one can be charged when we try again.

For:        Team, 3 seats
To be paid: $45.00
Invoice:    BILL-0002

Mend the payment:
https://shop.example/billing

Billfold
https://shop.example`,
    });
  });

  it('action required', () => {
    expect(read(actionRequiredLetter({ amount: usd(2000), what: 'Pro', number: null }))).toEqual({
      subject: 'Please confirm your payment of $20.00 for Pro',
      text: `Hello Ada Lovelace,

Your bank wants to hear from you before it lets this payment through. Until then nothing is charged.

For:        Pro
To be paid: $20.00

Confirm the payment:
https://shop.example/billing

Billfold
https://shop.example`,
    });
  });

  it('trial ending', () => {
    const trial = {
      plan: 'Team, 2 seats',
      endsAt: day(15),
      price: usd(3000),
      interval: 'month',
      card: 'Visa •••• 4242',
    };
    expect(read(trialEndingLetter(trial))).toEqual({
      subject: 'Your trial of Team, 2 seats ends on November 15, 2026',
      text: `Hello Ada Lovelace,

If you want to go on, there is nothing to do: the first payment is taken when the trial ends.

If not, cancel before that day and nothing is charged.

Plan:       Team, 2 seats
Trial ends: November 15, 2026
Then:       $30.00 a month
Card:       Visa •••• 4242

Look after your plan:
https://shop.example/billing

Billfold
https://shop.example`,
    });
  });

  it('canceled', () => {
    expect(read(canceledLetter({ plan: 'Pro', endedAt: day(20) }))).toEqual({
      subject: 'Your subscription to Pro has ended',
      text: `Hello Ada Lovelace,

It will not renew. You can subscribe again whenever you like.

Plan:  Pro
Ended: November 20, 2026

See your billing:
https://shop.example/billing

Billfold
https://shop.example`,
    });
  });

  it('refund', () => {
    const refund = { amount: usd(333), what: '1,000 credits', paidAt: day(2), card: 'Visa •••• 4242' };
    expect(read(refundLetter(refund))).toEqual({
      subject: 'Your refund of $3.33',
      text: `Hello Ada Lovelace,

We are sending your money back to where it came from. Banks take five to ten days to show it, as a rule.

Refund:  $3.33
For:     1,000 credits
Paid on: November 2, 2026
Card:    Visa •••• 4242

See your billing:
https://shop.example/billing

Billfold
https://shop.example`,
    });
  });

  const dispute = {
    amount: usd(2000),
    reason: 'product_not_received',
    answerBy: day(30),
    lost: false,
    disputeId: 'dp_1',
    paymentId: 'pi_1',
  };
  it('dispute', () => {
    expect(read(disputeLetter(dispute))).toEqual({
      subject: 'Dispute over $20.00: answer by November 30, 2026',
      text: `Hello Ada Lovelace,

A customer has disputed a payment with their bank. Without evidence in time, the money is lost.

Send the evidence in the Dashboard of your payment provider.

Amount:    $20.00
Reason:    product not received
Answer by: November 30, 2026
Dispute:   dp_1
Payment:   pi_1

See the payments:
https://shop.example/admin/payments

Billfold
https://shop.example`,
    });
  });

  it('dispute that is lost already: nothing to answer', () => {
    const { subject, text } = read(disputeLetter({ ...dispute, lost: true }));
    expect(subject).toBe('Dispute over $20.00');
    expect(text).not.toContain('nswer by');
  });
});

it.each([
  ['usd', 123456, '$1,234.56'],
  ['jpy', 3000, '¥3,000'],
  ['ugx', 500000, 'UGX 5,000'],
  ['isk', 500000, 'ISK 5,000'],
  ['kwd', 12340, 'KWD 12.340'],
  ['eur', 1900, '€19.00'],
])('writes %s as it is counted (failure 17)', (currency, amount, written) => {
  const { subject, text } = read(receiptLetter({ ...receipt, amount: money(amount, currency) }));
  expect(subject).toBe(`Receipt: ${written} for Pro`);
  expect(text).toContain(`Amount paid: ${written}\n`);
});

describe('the HTML', () => {
  it('says what the text says, with a link to follow', () => {
    const html = htmlOf(receiptLetter(receipt), 'Ada Lovelace', SITE);
    for (const part of ['Hello Ada Lovelace,', '$20.00', 'BILL-0001', 'Visa •••• 4242', 'November 1, 2026']) {
      expect(html).toContain(part);
    }
    expect(html).toContain('href="https://shop.example/billing"');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it('fetches nothing and runs nothing', () => {
    expect(htmlOf(receiptLetter(receipt), 'Ada', SITE)).not.toMatch(
      /<(script|img|link|style|iframe|table)|url\(/i,
    );
  });

  it('takes whatever people and the provider write as text', () => {
    const evil = `"><script>alert('x')</script>&`;
    const html = htmlOf(receiptLetter({ ...receipt, what: evil, number: evil }), evil, SITE);
    expect(html).not.toContain('<script');
    expect(html.split('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;')).toHaveLength(5);
  });
});
