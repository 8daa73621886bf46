import type {
  AvailablePaymentMethods,
  StripeExpressCheckoutElementOptions,
  StripeExpressCheckoutElementUpdateOptions,
} from '@stripe/stripe-js';
import { describeValue, IntegrationError } from '../integration-error';
import { type ExpressFrameConfig, WALLETS, type Wallet, type WalletButton } from '../link/express';
import type { FrameLooks } from '../link/protocol';

export type ExpressOptions = StripeExpressCheckoutElementOptions & StripeExpressCheckoutElementUpdateOptions;

const WHERE = "elements.create('expressCheckout')";
const CAMEL = { apple_pay: 'applePay', google_pay: 'googlePay', link: 'link' } as const;

/**
 * Checks the options of an Express Checkout Element.
 * @throws IntegrationError naming the option at fault
 */
export function checkExpressOptions(options: ExpressOptions): void {
  const { buttonHeight, shippingAddressRequired, shippingRates } = options;
  if (buttonHeight !== undefined && !(buttonHeight >= 40 && buttonHeight <= 55)) {
    throw new IntegrationError(
      `Invalid value for ${WHERE}: buttonHeight should be a number between 40 and 55. You specified: ${describeValue(buttonHeight)}.`,
    );
  }
  if (shippingRates !== undefined && shippingAddressRequired === false) {
    throw new IntegrationError(
      `Invalid value for ${WHERE}: shippingRates need shippingAddressRequired to be true.`,
    );
  }
}

/** The wallets that can show; the sandbox simulates three of them and has no others. */
export function availableWallets(options: ExpressOptions): Wallet[] {
  const offered = { ...options.wallets, ...options.paymentMethods };
  const shown = WALLETS.filter((wallet) => offered[CAMEL[wallet]] !== 'never');
  const order = (options.paymentMethodOrder ?? []).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  const rank = (wallet: Wallet) => (order.includes(wallet) ? order.indexOf(wallet) : order.length);
  return [...shown].sort((one, other) => rank(one) - rank(other));
}

/** The same as the `ready` event tells it; undefined when nothing can show. */
export function availability(wallets: readonly Wallet[]): AvailablePaymentMethods | undefined {
  if (wallets.length === 0) return undefined;
  return {
    amazonPay: false,
    applePay: wallets.includes('apple_pay'),
    googlePay: wallets.includes('google_pay'),
    link: wallets.includes('link'),
    paypal: false,
    klarna: false,
  };
}

/** What the frame with the buttons is told of the options. */
export function expressConfig(options: ExpressOptions): Omit<ExpressFrameConfig, keyof FrameLooks> {
  return {
    buttons: availableWallets(options).map((wallet) => buttonOf(wallet, options)),
    height: options.buttonHeight ?? 44,
    maxColumns: options.layout?.maxColumns ?? 2,
    maxRows: options.layout?.maxRows ?? 0,
    overflow: options.layout?.overflow ?? 'auto',
  };
}

function buttonOf(wallet: Wallet, { buttonType, buttonTheme }: ExpressOptions): WalletButton {
  switch (wallet) {
    case 'apple_pay':
      return { wallet, type: buttonType?.applePay ?? 'plain', theme: buttonTheme?.applePay ?? 'black' };
    case 'google_pay':
      return { wallet, type: buttonType?.googlePay ?? 'plain', theme: buttonTheme?.googlePay ?? 'black' };
    case 'link':
      return { wallet, type: 'plain', theme: 'link' };
  }
}
