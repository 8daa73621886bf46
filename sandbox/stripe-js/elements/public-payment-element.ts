import type { StripePaymentElement } from '@stripe/stripe-js';
import type { PaymentElementCore, PaymentElementEvents } from './payment-element';

/** Wraps the core in the object that the page gets: Stripe's methods and nothing else. */
export function publicPaymentElement(core: PaymentElementCore): StripePaymentElement {
  const { emitter } = core;
  const element: StripePaymentElement = {
    mount: (target) => core.mount(target),
    unmount: () => core.unmount(),
    destroy: () => core.destroy(),
    focus: () => core.focus(),
    blur: () => core.blur(),
    clear: () => core.clear(),
    update: (options) => {
      core.update(options);
      return element;
    },
    // With cards alone there is no row of payment methods to collapse to.
    collapse: () => {
      core.requireAlive();
      return element;
    },
    on: <Name extends keyof PaymentElementEvents>(
      name: Name,
      handler: (event: PaymentElementEvents[Name]) => unknown,
    ) => {
      emitter.on(name, handler);
      return element;
    },
    once: <Name extends keyof PaymentElementEvents>(
      name: Name,
      handler: (event: PaymentElementEvents[Name]) => unknown,
    ) => {
      emitter.on(name, handler, true);
      return element;
    },
    off: <Name extends keyof PaymentElementEvents>(
      name: Name,
      handler?: (event: PaymentElementEvents[Name]) => unknown,
    ) => {
      emitter.off(name, handler);
      return element;
    },
  };
  return element;
}
