import type {
  StripeAddressElement,
  StripeExpressCheckoutElement,
  StripeLinkAuthenticationElement,
  StripePaymentElement,
} from '@stripe/stripe-js';
import type { AddressElementCore } from './address-element';
import type { EmailElementCore } from './email-element';
import type { Emitter } from './emitter';
import type { ExpressElementCore } from './express-element';
import type { PaymentElementCore } from './payment-element';

interface Basics {
  mount(target: unknown): void;
  unmount(): void;
  destroy(): void;
  focus(): void;
  blur(): void;
  clear(): void;
}

/** What every element's public object has: Stripe's methods and nothing else. */
function basics(core: Basics) {
  return {
    mount: (target: unknown) => core.mount(target),
    unmount: () => core.unmount(),
    destroy: () => core.destroy(),
    focus: () => core.focus(),
    blur: () => core.blur(),
    clear: () => core.clear(),
  };
}

function listening<Events extends object, Element>(emitter: Emitter<Events>, self: () => Element) {
  return {
    on: <Name extends keyof Events>(name: Name, handler: (event: Events[Name]) => unknown): Element => {
      emitter.on(name, handler);
      return self();
    },
    once: <Name extends keyof Events>(name: Name, handler: (event: Events[Name]) => unknown): Element => {
      emitter.on(name, handler, true);
      return self();
    },
    off: <Name extends keyof Events>(name: Name, handler?: (event: Events[Name]) => unknown): Element => {
      emitter.off(name, handler);
      return self();
    },
  };
}

export function publicPaymentElement(core: PaymentElementCore): StripePaymentElement {
  const element: StripePaymentElement = {
    ...basics(core),
    ...listening(core.emitter, (): StripePaymentElement => element),
    update: (options) => {
      core.update(options);
      return element;
    },
    // With cards alone there is no row of payment methods to collapse to.
    collapse: () => {
      core.requireAlive();
      return element;
    },
  };
  return element;
}

export function publicAddressElement(core: AddressElementCore): StripeAddressElement {
  const element: StripeAddressElement = {
    ...basics(core),
    ...listening(core.emitter, (): StripeAddressElement => element),
    update: (options) => {
      core.update(options);
      return element;
    },
    getValue: (options) => core.getValue(options),
  };
  return element;
}

export function publicEmailElement(core: EmailElementCore): StripeLinkAuthenticationElement {
  const element: StripeLinkAuthenticationElement = {
    ...basics(core),
    ...listening(core.emitter, (): StripeLinkAuthenticationElement => element),
  };
  return element;
}

export function publicExpressElement(core: ExpressElementCore): StripeExpressCheckoutElement {
  const element: StripeExpressCheckoutElement = {
    ...basics(core),
    ...listening(core.emitter, (): StripeExpressCheckoutElement => element),
    update: (options) => {
      core.update(options);
      return element;
    },
  };
  return element;
}
