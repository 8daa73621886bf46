import type {
  StripeAddressElement,
  StripeAddressElementOptions,
  StripeExpressCheckoutElement,
  StripeLinkAuthenticationElement,
  StripePaymentElement,
} from '@stripe/stripe-js';
import { IntegrationError } from '../integration-error';
import { AddressElementCore } from './address-element';
import type { ElementHost } from './element-core';
import { EmailElementCore } from './email-element';
import { ExpressElementCore, type ExpressElementHost } from './express-element';
import { PaymentElementCore, type PaymentElementHost } from './payment-element';
import {
  publicAddressElement,
  publicEmailElement,
  publicExpressElement,
  publicPaymentElement,
} from './public-element';

type Held =
  | { readonly type: 'payment'; readonly core: PaymentElementCore; readonly public: StripePaymentElement }
  | { readonly type: 'address'; readonly core: AddressElementCore; readonly public: StripeAddressElement }
  | {
      readonly type: 'linkAuthentication';
      readonly core: EmailElementCore;
      readonly public: StripeLinkAuthenticationElement;
    }
  | {
      readonly type: 'expressCheckout';
      readonly core: ExpressElementCore;
      readonly public: StripeExpressCheckoutElement;
    };

export type PublicElement = Held['public'];

/** What the set needs of its group, for each kind of element. */
export interface SetHost {
  readonly common: Omit<ElementHost, 'forget'>;
  readonly payment: Pick<PaymentElementHost, 'payment'>;
  readonly express: Pick<ExpressElementHost, 'amount'>;
}

/** The elements of a group: one of each type, and an address of each mode. */
export class ElementSet {
  readonly #host: SetHost;
  #held: readonly Held[] = [];

  constructor(host: SetHost) {
    this.#host = host;
  }

  /** @throws IntegrationError for a type that is unknown, not carried out, or there already */
  create(type: unknown, options: object): PublicElement {
    const mode = type === 'address' && 'mode' in options ? options.mode : undefined;
    if (this.get(type, mode) !== null) {
      const which = mode === undefined ? '' : ` and mode ${String(mode)}`;
      throw new IntegrationError(`Can only create one Element of type ${String(type)}${which}.`);
    }
    const held = this.#build(type, options);
    this.#held = [...this.#held, held];
    return held.public;
  }

  /** Finds an element's public object; an address by its mode where one is given. */
  get(type: unknown, mode?: unknown): PublicElement | null {
    const found = this.#held.find(
      (each) =>
        each.type === type && (each.type !== 'address' || mode === undefined || each.core.mode === mode),
    );
    return found?.public ?? null;
  }

  get payment(): PaymentElementCore | null {
    return this.#mounted('payment')?.core ?? null;
  }

  get express(): ExpressElementCore | null {
    return this.#mounted('expressCheckout')?.core ?? null;
  }

  get email(): EmailElementCore | null {
    return this.#mounted('linkAuthentication')?.core ?? null;
  }

  /** The mounted address elements. */
  get addresses(): AddressElementCore[] {
    return this.#held.flatMap((each) => (each.type === 'address' && each.core.isMounted ? [each.core] : []));
  }

  /** Shows every element anew with the group's options as they now are. */
  async reconfigure(): Promise<void> {
    await Promise.all(this.#held.map(({ core }) => core.reconfigure()));
  }

  #mounted<Type extends Held['type']>(type: Type): Extract<Held, { type: Type }> | null {
    const isIt = (each: Held): each is Extract<Held, { type: Type }> =>
      each.type === type && each.core.isMounted;
    return this.#held.find(isIt) ?? null;
  }

  #build(type: unknown, options: object): Held {
    const { common, payment, express } = this.#host;
    let held: Held;
    const host: ElementHost = {
      ...common,
      forget: () => {
        this.#held = this.#held.filter((each) => each !== held);
      },
    };
    switch (type) {
      case 'payment': {
        const core = new PaymentElementCore({ ...host, ...payment }, options);
        held = { type, core, public: publicPaymentElement(core) };
        return held;
      }
      case 'address': {
        const core = new AddressElementCore(host, addressOptions(options));
        held = { type, core, public: publicAddressElement(core) };
        return held;
      }
      case 'linkAuthentication': {
        const core = new EmailElementCore(host, options);
        held = { type, core, public: publicEmailElement(core) };
        return held;
      }
      case 'expressCheckout': {
        const core = new ExpressElementCore({ ...host, ...express }, options);
        held = { type, core, public: publicExpressElement(core) };
        return held;
      }
      default:
        throw new IntegrationError(
          'A valid Element name must be provided. The stand-in for Stripe.js implements "payment", "address", ' +
            `"linkAuthentication" and "expressCheckout"; you specified: ${String(type)}.`,
        );
    }
  }
}

/** The options are checked by the element itself, a missing mode included. */
function addressOptions(options: object): StripeAddressElementOptions {
  const given: Partial<StripeAddressElementOptions> = options;
  const { mode } = given;
  if (mode === undefined) {
    throw new IntegrationError(
      "Missing value for elements.create('address'): mode should be one of shipping, billing.",
    );
  }
  return { ...given, mode };
}
