import type { Stripe } from '@stripe/stripe-js';
import { IntegrationError } from './integration-error';

export type SupportedMethod =
  | 'elements'
  | 'confirmPayment'
  | 'confirmSetup'
  | 'retrievePaymentIntent'
  | 'retrieveSetupIntent'
  | 'handleNextAction'
  | 'createConfirmationToken'
  | 'createPaymentMethod'
  | 'confirmCardPayment'
  | 'confirmCardSetup'
  | 'handleCardAction'
  | 'registerAppInfo';

/** Every other method of Stripe.js; a method that a new release adds fails to compile until it is listed. */
const UNSUPPORTED: Readonly<Record<Exclude<keyof Stripe, SupportedMethod>, true>> = {
  collectBankAccountForPayment: true,
  collectBankAccountForSetup: true,
  collectBankAccountToken: true,
  collectFinancialConnectionsAccounts: true,
  confirmAcssDebitPayment: true,
  confirmAcssDebitSetup: true,
  confirmAffirmPayment: true,
  confirmAfterpayClearpayPayment: true,
  confirmAlipayPayment: true,
  confirmAmazonPaySetup: true,
  confirmAuBecsDebitPayment: true,
  confirmAuBecsDebitSetup: true,
  confirmBacsDebitSetup: true,
  confirmBancontactPayment: true,
  confirmBancontactSetup: true,
  confirmBilliePayment: true,
  confirmBlikPayment: true,
  confirmBlikSetup: true,
  confirmBoletoPayment: true,
  confirmCashappPayment: true,
  confirmCashappSetup: true,
  confirmCustomerBalancePayment: true,
  confirmEpsPayment: true,
  confirmFpxPayment: true,
  confirmGiropayPayment: true,
  confirmGrabPayPayment: true,
  confirmIdealPayment: true,
  confirmIdealSetup: true,
  confirmKlarnaPayment: true,
  confirmKonbiniPayment: true,
  confirmMobilepayPayment: true,
  confirmMultibancoPayment: true,
  confirmOxxoPayment: true,
  confirmP24Payment: true,
  confirmPayByBankPayment: true,
  confirmPayNowPayment: true,
  confirmPayPalPayment: true,
  confirmPayPalSetup: true,
  confirmPixPayment: true,
  confirmPromptPayPayment: true,
  confirmSepaDebitPayment: true,
  confirmSepaDebitSetup: true,
  confirmSofortPayment: true,
  confirmSofortSetup: true,
  confirmTwintPayment: true,
  confirmUsBankAccountPayment: true,
  confirmUsBankAccountSetup: true,
  confirmWechatPayPayment: true,
  createEmbeddedCheckoutPage: true,
  createEphemeralKeyNonce: true,
  createRadarSession: true,
  createToken: true,
  initCheckoutElementsSdk: true,
  initCheckoutFormSdk: true,
  initializePricing: true,
  paymentRequest: true,
  processOrder: true,
  retrieveOrder: true,
  verifyIdentity: true,
  verifyMicrodepositsForPayment: true,
  verifyMicrodepositsForSetup: true,
};

type Rejecting = () => Promise<never>;

/** The methods this stand-in does not carry out: each is there, as feature checks expect, and says so when called. */
export function unsupportedMethods(): Record<string, Rejecting> {
  return Object.fromEntries(
    Object.keys(UNSUPPORTED).map((name): [string, Rejecting] => [
      name,
      () =>
        Promise.reject(
          new IntegrationError(`The sandbox's stand-in for Stripe.js does not implement stripe.${name}().`),
        ),
    ]),
  );
}
