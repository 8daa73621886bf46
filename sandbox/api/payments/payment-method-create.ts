import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { mergeMetadata, newId, noSuch, type Transaction } from '../kernel';
import { fullAddress } from './address';
import { checkedCard, type TypedCard } from './card-check';
import { brandOf, fundingOf } from './card-number';
import { cardMemories, type PaymentMethod, paymentMethods } from './payment-method';
import type { billingDetails } from './payment-method-params';
import { type Behaviour, behaviourOf, cardByToken } from './test-cards';

interface About {
  billing_details?: z.output<typeof billingDetails> | undefined;
  allow_redisplay?: 'always' | 'limited' | 'unspecified' | undefined;
  metadata?: Record<string, string> | null | undefined;
}

/** A payment method for a card that was typed. Throws the 402 of invalid data. */
export function methodFromCard(tx: Transaction, typed: TypedCard, about: About): PaymentMethod {
  const card = checkedCard(typed, new Date(tx.clock.milliseconds()));
  return create(tx, card, behaviourOf(card.number), about);
}

/**
 * A new payment method for a test card by its name, `pm_card_visa` or, as tokens are called, `tok_visa`: each use of
 * the name makes another. Throws 400 for unknown names.
 */
export function methodFromToken(
  tx: Transaction,
  token: string,
  param: string,
  about: About = {},
): PaymentMethod {
  const known = cardByToken(token.replace(/^tok_/, 'pm_card_'));
  if (!known) throw noSuch(token.startsWith('tok_') ? 'token' : 'payment_method', token, { param });
  const year = new Date(tx.clock.milliseconds()).getUTCFullYear() + 1;
  const cvc = brandOf(known.number).cvcLength === 4 ? '1234' : '123';
  const card = { number: known.number, exp_month: 12, exp_year: year, cvc };
  return create(tx, card, known.behaviour, about);
}

function create(tx: Transaction, card: TypedCard, behaviour: Behaviour, about: About): PaymentMethod {
  const details = about.billing_details;
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: about.allow_redisplay ?? 'unspecified',
    billing_details: {
      address: fullAddress(details?.address ?? {}),
      email: details?.email ?? null,
      name: details?.name ?? null,
      phone: details?.phone ?? null,
      tax_id: details?.tax_id ?? null,
    },
    card: cardObject(card, behaviour, details?.address?.postal_code),
    created: tx.realNow(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, about.metadata),
    type: 'card',
  };
  tx.put(cardMemories, { id: method.id, object: '_card_memory', behaviour, setUp: false, spent: false });
  return tx.put(paymentMethods, method);
}

function cardObject(
  card: TypedCard,
  behaviour: Behaviour,
  postalCode: string | null | undefined,
): PaymentMethod['card'] {
  const { brand, displayBrand } = brandOf(card.number);
  return {
    brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: postalCode ? behaviour.postalCode : null,
      cvc_check: card.cvc === undefined ? null : behaviour.cvc,
    },
    country: 'US',
    display_brand: displayBrand,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: createHash('sha256').update(`card ${card.number}`).digest('hex').slice(0, 16),
    funding: fundingOf(card.number),
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: brand !== 'amex' },
    wallet: null,
  };
}
