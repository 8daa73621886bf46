import type { StripeElementsOptions, StripeElementsUpdateOptions } from '@stripe/stripe-js';
import { parseClientSecret } from '../api/client-secret';
import { describeValue, IntegrationError } from '../integration-error';

const MODES = ['payment', 'subscription', 'setup'];
const MAX_AMOUNT = 99_999_999;

/** The options of an Elements group as read here; what the stand-in has no use for is let through unread. */
export type GroupOptions = StripeElementsOptions;

/**
 * Checks the options of `stripe.elements()` or `elements.update()` as Stripe.js checks them.
 * @throws IntegrationError naming the option at fault
 */
export function checkGroupOptions(options: GroupOptions & StripeElementsUpdateOptions, where: string): void {
  const given: Record<string, unknown> = { ...options };
  refuseRemovedOptions(given, where);
  if (given.clientSecret !== undefined && given.mode !== undefined) {
    throw new IntegrationError(`${where}: you cannot provide both \`clientSecret\` and \`mode\`.`);
  }
  if (given.clientSecret !== undefined) parseClientSecret(given.clientSecret, `${where}: clientSecret`);
  if (given.mode !== undefined) checkMode(given, where);
  checkCommon(given, where);
}

function refuseRemovedOptions(given: Record<string, unknown>, where: string): void {
  for (const name of ['paymentMethodTypes', 'payment_method_types']) {
    if (given[name] === undefined) continue;
    throw new IntegrationError(
      `${where}: \`${name}\` is no longer supported as of endive. Use \`allowedPaymentMethodTypes\` instead.`,
    );
  }
}

function checkMode(given: Record<string, unknown>, where: string): void {
  if (!MODES.includes(String(given.mode))) {
    throw invalid(where, 'mode', `one of the following strings: ${MODES.join(', ')}`, given.mode);
  }
  const isSetup = given.mode === 'setup';
  if (!isSetup || given.currency !== undefined) checkCurrency(given.currency, where);
  if (isSetup) return;
  const { amount } = given;
  const isValid =
    typeof amount === 'number' && Number.isInteger(amount) && amount >= 0 && amount <= MAX_AMOUNT;
  if (!isValid)
    throw invalid(where, 'amount', 'a non-negative integer in the smallest unit of the currency', amount);
  if (given.mode === 'payment' && amount === 0) {
    throw invalid(where, 'amount', 'greater than 0 when `mode` is `payment`', amount);
  }
}

function checkCurrency(currency: unknown, where: string): void {
  if (currency === undefined)
    throw new IntegrationError(`Missing value for ${where}: currency should be a string.`);
  if (typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency)) {
    throw invalid(where, 'currency', 'a three-letter ISO currency code in lowercase', currency);
  }
}

function checkCommon(given: Record<string, unknown>, where: string): void {
  const usage = given.setupFutureUsage ?? given.setup_future_usage;
  if (usage !== undefined && usage !== null && usage !== 'off_session' && usage !== 'on_session') {
    throw invalid(where, 'setupFutureUsage', 'one of the following strings: off_session, on_session', usage);
  }
  const capture = given.captureMethod ?? given.capture_method;
  if (capture !== undefined && !['manual', 'automatic', 'automatic_async'].includes(String(capture))) {
    throw invalid(
      where,
      'captureMethod',
      'one of the following strings: manual, automatic, automatic_async',
      capture,
    );
  }
  if (given.locale !== undefined && typeof given.locale !== 'string') {
    throw invalid(where, 'locale', 'a string', given.locale);
  }
}

function invalid(where: string, name: string, expectation: string, value: unknown): IntegrationError {
  return new IntegrationError(
    `Invalid value for ${where}: ${name} should be ${expectation}. You specified: ${describeValue(value)}.`,
  );
}
