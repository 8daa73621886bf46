import type {
  ClickResolveDetails,
  StripeExpressCheckoutElementAvailablePaymentMethodsChangeEvent,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementReadyEvent,
  StripeExpressCheckoutElementShippingAddressChangeEvent,
  StripeExpressCheckoutElementShippingRateChangeEvent,
  StripeExpressCheckoutElementUpdateOptions,
} from '@stripe/stripe-js';
import { type ExpressDialect, type ExpressFrameConfig, expressGuards, type Wallet } from '../link/express';
import type { FrameLooks } from '../link/protocol';
import { type BaseEvents, ElementCore, type ElementHost, type Marks } from './element-core';
import { Emitter } from './emitter';
import {
  availability,
  availableWallets,
  checkExpressOptions,
  type ExpressOptions,
  expressConfig,
} from './express-options';
import type { Place } from './frame-box';
import type { CardSource } from './payment-element';
import { checkSheet } from './sheet-money';
import { WalletSession } from './wallet-session';

export interface ExpressElementEvents extends BaseEvents<'expressCheckout'> {
  ready: StripeExpressCheckoutElementReadyEvent;
  click: StripeExpressCheckoutElementClickEvent;
  confirm: StripeExpressCheckoutElementConfirmEvent;
  cancel: { readonly elementType: 'expressCheckout' };
  shippingaddresschange: StripeExpressCheckoutElementShippingAddressChangeEvent;
  shippingratechange: StripeExpressCheckoutElementShippingRateChangeEvent;
  availablepaymentmethodschange: StripeExpressCheckoutElementAvailablePaymentMethodsChangeEvent;
}

export interface ExpressElementHost extends ElementHost {
  /** The total in minor units as the group has it now; null where a card is only being saved. */
  amount(): { readonly value: number | null; readonly currency: string };
}

/** A page has this long to answer a click: a wallet that opens later would surprise its buyer. */
const CLICK_PATIENCE_MS = 1_000;

/** The Express Checkout Element: buttons of simulated wallets, and the sheet that a button opens. */
export class ExpressElementCore extends ElementCore<ExpressDialect, 'expressCheckout'> {
  protected readonly type = 'expressCheckout';
  protected readonly guards = expressGuards;
  readonly emitter = new Emitter<ExpressElementEvents>();
  protected readonly base = this.emitter;
  readonly #host: ExpressElementHost;
  #options: ExpressOptions;
  #session: WalletSession | null = null;
  #isAsking = false;

  constructor(host: ExpressElementHost, options: ExpressOptions) {
    super(host);
    checkExpressOptions(options);
    this.#host = host;
    this.#options = options;
  }

  /** The wallet whose buyer has agreed to pay and waits for the page to confirm; null while there is none. */
  get authorized(): (CardSource & { readonly wallet: Wallet }) | null {
    return this.#session?.isAuthorized === true ? this.#session : null;
  }

  update(changes: StripeExpressCheckoutElementUpdateOptions): void {
    this.requireAlive();
    const options = { ...this.#options, ...changes };
    checkExpressOptions(options);
    this.#options = options;
    void this.reconfigure();
  }

  override unmount(): void {
    this.#session?.end();
    super.unmount();
  }

  protected place(): Place {
    const { buttons, height, maxColumns } = expressConfig(this.#options);
    return {
      title: 'Secure express checkout frame',
      path: '/elements/express-checkout',
      rows: Array.from({ length: Math.ceil(buttons.length / maxColumns) || 1 }, () => maxColumns || 1),
      hasLabels: false,
      termLines: 0,
      hasNote: true,
      fieldHeight: height,
    };
  }

  protected config(looks: FrameLooks): ExpressFrameConfig {
    return { ...looks, ...expressConfig(this.#options) };
  }

  protected onReady(): void {
    const wallets = availableWallets(this.#options);
    const available = availability(wallets);
    this.emitter.emit('ready', { elementType: 'expressCheckout', availablePaymentMethods: available });
    const paymentMethods = available && {
      applePay: { available: available.applePay },
      googlePay: { available: available.googlePay },
      link: { available: available.link },
    };
    this.emitter.emit('availablepaymentmethodschange', { elementType: 'expressCheckout', paymentMethods });
  }

  protected onState(): Marks {
    return { empty: false, complete: false, invalid: false };
  }

  protected override onNotice({ wallet }: ExpressDialect['notice']): void {
    if (this.#session !== null || this.#isAsking) return;
    if (!this.emitter.has('click')) {
      checkSheet(this.#options, this.#host.amount().value);
      return this.#open(wallet, {});
    }
    this.#isAsking = true;
    const patience = window.setTimeout(() => {
      this.#isAsking = false;
      console.warn('[Stripe.js] The click event was not resolved within 1 second; the wallet stays closed.');
    }, CLICK_PATIENCE_MS);
    const settle = (next: () => void) => () => {
      if (!this.#isAsking) return;
      this.#isAsking = false;
      window.clearTimeout(patience);
      next();
    };
    this.emitter.emit('click', {
      elementType: 'expressCheckout',
      expressPaymentType: wallet,
      resolve: (details = {}) => {
        checkSheet({ ...this.#options, ...details }, this.#host.amount().value);
        settle(() => this.#open(wallet, details))();
      },
      reject: settle(() => undefined),
    });
  }

  #open(wallet: Wallet, details: ClickResolveDetails): void {
    this.#session = new WalletSession({
      origin: this.origin,
      wallet,
      language: this.#host.looks().language,
      options: { ...this.#options, ...details },
      amount: () => this.#host.amount(),
      emitter: this.emitter,
      onEnd: () => {
        this.#session = null;
        // Closing the dialog gave the focus to this frame; the frame gives it to the button that was pressed.
        if (this.isMounted) this.focus();
      },
    });
  }
}
