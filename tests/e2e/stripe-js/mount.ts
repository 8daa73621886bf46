import type { FrameLocator, Page } from '@playwright/test';
import type {
  StripeAddressElement,
  StripeElements,
  StripeElementsOptions,
  StripeExpressCheckoutElement,
  Stripe as StripeJs,
  StripeLinkAuthenticationElement,
  StripePaymentElement,
} from '@stripe/stripe-js';
import type { Outcome, Shop } from './shop';

interface Mounted {
  payment?: StripePaymentElement;
  address?: StripeAddressElement;
  linkAuthentication?: StripeLinkAuthenticationElement;
  expressCheckout?: StripeExpressCheckoutElement;
}

declare global {
  interface Window {
    mounted: Mounted;
    till: { stripe: StripeJs; elements: StripeElements };
    /** The events of all elements as they came: the element's type, the event's name, what it told. */
    told: { element: string; event: string; detail: Record<string, unknown> }[];
  }
}

export interface Order {
  type: 'payment' | 'address' | 'linkAuthentication' | 'expressCheckout';
  options?: object;
}

const TITLES = {
  payment: 'Secure payment input frame',
  address: 'Secure address input frame',
  linkAuthentication: 'Secure email input frame',
  expressCheckout: 'Secure express checkout frame',
};

/** Opens the shop with the elements ordered, each in its place, and waits until all are ready. */
export async function mount(
  page: Page,
  shop: Shop,
  order: Order[],
  options: StripeElementsOptions = { mode: 'payment', amount: 2000, currency: 'usd' },
  address = '/',
): Promise<void> {
  await page.goto(shop.url + address);
  await page.evaluate(mountAll, { key: shop.key, order, options });
}

/** The frame of one kind of element. */
export function frameOf(page: Page, type: Order['type']): FrameLocator {
  return page.frameLocator(`iframe[title="${TITLES[type]}"]`);
}

/** What the elements told of one event, oldest first. */
export function told(page: Page, event: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    (event) => window.told.filter((each) => each.event === event).map((each) => each.detail),
    event,
  );
}

/** Submits and confirms, as a shop's button would. */
export function pay(page: Page, clientSecret: string): Promise<Outcome> {
  return page.evaluate(async (clientSecret) => {
    const { stripe, elements } = window.till;
    const { error: invalid } = await elements.submit();
    if (invalid) return { error: { type: invalid.type, code: invalid.code, message: invalid.message } };
    const result = await stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' });
    if (!result.error) return { status: result.paymentIntent.status };
    const { type, code, decline_code, message } = result.error;
    return { error: { type, code, decline_code, message } };
  }, clientSecret);
}

async function mountAll({
  key,
  order,
  options,
}: {
  key: string;
  order: Order[];
  options: StripeElementsOptions;
}): Promise<void> {
  if (!window.Stripe) throw new Error('The script did not set window.Stripe.');
  const stripe = window.Stripe(key, { locale: 'en' });
  const elements: StripeElements = options.mode ? stripe.elements(options) : stripe.elements(options);
  const places = {
    payment: '#card',
    address: '#address',
    linkAuthentication: '#email',
    expressCheckout: '#express',
  };
  const names = [
    'ready',
    'change',
    'focus',
    'loaderror',
    'loaderstart',
    'cancel',
    'carddetailschange',
    'availablepaymentmethodschange',
    'savedpaymentmethodupdate',
    'savedpaymentmethodremove',
  ];
  window.told = [];
  window.mounted = {};
  const waits = order.map(({ type, options: own }) => {
    const listening: {
      on(name: string, handler: (event: object) => void): unknown;
      mount(at: string): void;
    } = elements.create(JSON.parse(JSON.stringify(type)), own);
    for (const name of names) {
      listening.on(name, (event) => {
        const detail: Record<string, unknown> = { ...event };
        window.told.push({ element: type, event: name, detail });
      });
    }
    Object.assign(window.mounted, { [type]: listening });
    const ready = new Promise<void>((resolve) => {
      listening.on('ready', () => resolve());
    });
    listening.mount(places[type]);
    return ready;
  });
  window.till = { stripe, elements };
  await Promise.all(waits);
}
