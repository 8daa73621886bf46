import type { ExpressCheckoutAddress } from '@stripe/stripe-js';
import { brandName } from '../card/brand';
import { WALLET_NAMES } from '../link/express';
import type { Authorization, WalletSheet } from '../link/wallet';
import { formatAmount } from '../locale/amount';
import { fillIn } from '../locale/fill-in';
import { walletStrings } from '../locale/wallet';
import { element } from './dom';
import { SheetChoice } from './sheet-choice';
import {
  addressAt,
  deliverable,
  SAMPLE_ADDRESSES,
  SAMPLE_CARDS,
  SAMPLE_PERSON,
  type SampleCard,
} from './wallet-samples';

export interface SheetHost {
  pay(authorization: Authorization): void;
  cancel(): void;
  addressChosen(address: ExpressCheckoutAddress): void;
  rateChosen(id: string): void;
}

/** The simulated wallet as its buyer sees it: card, addresses, delivery, what it costs, and the two ways it can end. */
export class WalletSheetView {
  readonly root: HTMLElement;
  readonly #heading = element('h1', { tabindex: '-1' });
  readonly #explanation = element('p', { class: 'Explanation' });
  readonly #card: SheetChoice;
  readonly #billing: SheetChoice;
  readonly #shipTo: SheetChoice;
  readonly #rate: SheetChoice;
  readonly #person = element('dl', { class: 'Details' });
  readonly #items = element('dl', { class: 'Items' });
  readonly #status = element('p', { class: 'Status', role: 'alert' });
  readonly #pay = element('button', { type: 'button', class: 'Button Button--primary' });
  readonly #cancel = element('button', { type: 'button', class: 'Button' });
  #sheet: WalletSheet | null = null;

  constructor(host: SheetHost) {
    this.#card = new SheetChoice('card', () => {});
    this.#billing = new SheetChoice('billing', () => {});
    this.#shipTo = new SheetChoice('shipping', () =>
      this.#wait('updating', () => host.addressChosen(this.#shippingAddress())),
    );
    this.#rate = new SheetChoice('rate', (id) => this.#wait('updating', () => host.rateChosen(id)));
    const rows = [this.#card, this.#billing, this.#shipTo, this.#rate].map((choice) => choice.root);
    const choices = element('div', { class: 'Choices' }, ...rows, this.#person);
    const buttons = element('div', { class: 'Buttons' }, this.#pay, this.#cancel);
    const header = element('div', { class: 'Header' }, this.#heading);
    const body = [this.#explanation, choices, this.#items, this.#status, buttons];
    this.root = element('div', { class: 'Card' }, header, ...body);
    this.#cancel.addEventListener('click', () => {
      if (!isOff(this.#cancel)) host.cancel();
    });
    this.#pay.addEventListener('click', () => {
      if (!isOff(this.#pay)) this.#wait('paying', () => host.pay(this.#authorization()));
    });
  }

  /** The card that is chosen. */
  get card(): SampleCard {
    return SAMPLE_CARDS.find((card) => card.number === this.#card.value) ?? SAMPLE_CARDS[0];
  }

  get sheet(): WalletSheet | null {
    return this.#sheet;
  }

  show(sheet: WalletSheet): void {
    const isFirst = this.#sheet === null;
    this.#sheet = sheet;
    document.documentElement.lang = sheet.language;
    this.#sayWords(sheet);
    this.#offer(sheet);
    this.#addUp(sheet);
    this.#tellStatus(sheet);
    // The heading first: a key still held down from the page's button must not press one here.
    if (isFirst) this.#heading.focus();
    if (isFirst && sheet.wants.shipping && deliverable(sheet.countries).length > 0) this.#shipTo.announce();
  }

  /** Tells the page and waits for its next sheet: a press before it would pay what is about to change, or twice. */
  #wait(kind: 'updating' | 'paying', tell: () => void): void {
    if (this.#sheet !== null) this.#tellStatus({ ...this.#sheet, status: { kind } });
    tell();
  }

  #sayWords({ language, wallet, amount, currency }: WalletSheet): void {
    const strings = walletStrings(language);
    this.#heading.textContent = fillIn(strings.heading, { wallet: WALLET_NAMES[wallet] });
    this.#explanation.textContent = strings.explanation;
    this.#cancel.textContent = strings.cancel;
    this.#pay.textContent =
      amount === null
        ? strings.saveCard
        : fillIn(strings.payAmount, { amount: formatAmount({ value: amount, currency }, language) });
  }

  #offer({ language, wants, countries, rates, currency }: WalletSheet): void {
    const strings = walletStrings(language);
    this.#card.offer(
      strings.card,
      SAMPLE_CARDS.map((card) => ({
        value: card.number,
        label: `${brandName(card.brand)} •••• ${card.number.slice(-4)} — ${strings[card.ends]}`,
      })),
    );
    this.#billing.offer(strings.billing, wants.billing ? choicesOf(SAMPLE_ADDRESSES) : []);
    this.#shipTo.offer(strings.shipTo, wants.shipping ? choicesOf(deliverable(countries)) : []);
    this.#rate.offer(
      strings.method,
      wants.shipping
        ? rates.map(({ id, displayName, amount, estimate }) => {
            const price = formatAmount({ value: amount, currency }, language);
            const named = estimate === null ? displayName : `${displayName} (${estimate})`;
            return { value: id, label: `${named} — ${price}` };
          })
        : [],
    );
    const person = [
      [strings.payer, SAMPLE_PERSON.name],
      ...(wants.email ? [[strings.email, SAMPLE_PERSON.email]] : []),
      ...(wants.phone ? [[strings.phone, SAMPLE_PERSON.phone]] : []),
    ];
    this.#person.replaceChildren(...person.map(([name = '', value = '']) => pair(name, value)));
  }

  #addUp({ language, lineItems, amount, currency, business }: WalletSheet): void {
    const strings = walletStrings(language);
    const money = (value: number) => formatAmount({ value, currency }, language);
    const items = lineItems.map((item) => pair(item.name, money(item.amount)));
    const name = business === null ? strings.total : fillIn(strings.payBusiness, { business });
    const total = amount === null ? [] : [pair(name, money(amount), 'Total')];
    this.#items.replaceChildren(...items, ...total);
    this.#items.hidden = items.length + total.length === 0;
  }

  #tellStatus({ status, wants, countries, language }: WalletSheet): void {
    const strings = walletStrings(language);
    const isNowhere = wants.shipping && deliverable(countries).length === 0;
    const isBusy = status.kind === 'updating' || status.kind === 'paying';
    const texts = {
      choosing: isNowhere ? strings.nowhere : '',
      updating: strings.updating,
      paying: strings.paying,
      refused: strings.refused,
      failed: (status.kind === 'failed' ? status.message : null) ?? strings.failed,
    };
    this.#status.textContent = texts[status.kind];
    this.#status.classList.toggle('Status--problem', !isBusy && texts[status.kind] !== '');
    this.root.setAttribute('aria-busy', String(isBusy));
    turn(this.#pay, !isBusy && !isNowhere && status.kind !== 'refused');
    turn(this.#cancel, status.kind !== 'paying');
    for (const choice of [this.#card, this.#billing, this.#shipTo, this.#rate]) choice.lock(isBusy);
  }

  #shippingAddress(): ExpressCheckoutAddress {
    return addressAt(this.#shipTo.value);
  }

  #authorization(): Authorization {
    const { wants } = this.#sheet ?? {
      wants: { email: false, phone: false, billing: false, shipping: false },
    };
    const { name, email, phone } = SAMPLE_PERSON;
    return {
      billingDetails: {
        name,
        ...(wants.email && { email }),
        ...(wants.phone && { phone }),
        address: wants.billing ? addressAt(this.#billing.value) : SAMPLE_ADDRESSES[0],
      },
      ...(wants.shipping && { shippingAddress: { name, address: this.#shippingAddress() } }),
      rate: wants.shipping ? this.#rate.value : null,
    };
  }
}

function choicesOf(addresses: readonly ExpressCheckoutAddress[]): { value: string; label: string }[] {
  return addresses.map(({ line1, city, country }) => ({
    value: country,
    label: `${line1}, ${city}, ${country}`,
  }));
}

function pair(name: string, value: string, look = ''): HTMLElement {
  return element('div', { class: look }, element('dt', {}, name), element('dd', {}, value));
}

function turn(button: HTMLElement, isOn: boolean): void {
  button.setAttribute('aria-disabled', String(!isOn));
}

function isOff(button: HTMLElement): boolean {
  return button.getAttribute('aria-disabled') === 'true';
}
