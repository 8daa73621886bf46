import type { StripeError } from '@stripe/stripe-js';
import { brandRule, type CardBrand } from '../card/brand';
import { judgeCvc, maxCvcLength } from '../card/cvc';
import { judgeExpiry } from '../card/expiry';
import { judgeNumber } from '../card/number';
import { typeCvc, typeExpiry, typeNumber } from '../card/typing';
import type { FrameLooks } from '../link/protocol';
import { stringsFor } from '../locale/locale';
import { brandIcon, cvcIcon } from './brand-icons';
import { CardField } from './card-field';
import { element } from './dom';
import { FIELD_OF_DECLINE, problemText } from './problems';

const SHOWN_BRANDS: readonly CardBrand[] = ['visa', 'mastercard', 'amex', 'discover'];

/** The fields of a new card. What is typed never leaves them but to the API. */
export class CardForm {
  readonly root: HTMLElement;
  readonly #fields: Record<'number' | 'expiry' | 'cvc', CardField>;
  readonly #onChange: () => void;
  #strings = stringsFor('en');
  #shownBrand: CardBrand | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    const describe = (code: string) => problemText(this.#strings, code);
    const changed = () => this.#refresh();
    this.#fields = {
      number: new CardField({
        name: 'number',
        form: 'card',
        autocomplete: 'cc-number',
        type: typeNumber,
        judge: judgeNumber,
        describe,
        onChange: changed,
      }),
      expiry: new CardField({
        name: 'expiry',
        form: 'card',
        autocomplete: 'cc-exp',
        type: typeExpiry,
        judge: (digits) => judgeExpiry(digits, new Date()),
        describe,
        onChange: changed,
      }),
      cvc: new CardField({
        name: 'cvc',
        form: 'card',
        autocomplete: 'cc-csc',
        type: (edit) => typeCvc(edit, maxCvcLength(this.#fields.number.digits)),
        judge: (digits) => judgeCvc(digits, this.#fields.number.digits),
        describe,
        onChange: changed,
      }),
    };
    const { number, expiry, cvc } = this.#fields;
    this.root = element('div', { class: 'Fields' }, number.root, expiry.root, cvc.root);
    this.#drawBrand();
  }

  get state() {
    const all = this.#all();
    return {
      empty: all.every((field) => field.input.value === ''),
      complete: all.every((field) => field.verdict.kind === 'complete'),
      invalid: all.some((field) => field.hasProblem),
      brand: brandRule(this.#fields.number.digits).brand,
    };
  }

  configure({ language }: FrameLooks, readOnly: boolean): void {
    const strings = stringsFor(language);
    const { number, expiry, cvc } = this.#fields;
    this.#strings = strings;
    number.label.textContent = strings.numberLabel;
    expiry.label.textContent = strings.expiryLabel;
    cvc.label.textContent = strings.cvcLabel;
    number.input.placeholder = '1234 1234 1234 1234';
    expiry.input.placeholder = strings.expiryPlaceholder;
    cvc.input.placeholder = strings.cvcPlaceholder;
    for (const field of this.#all()) {
      field.input.readOnly = readOnly;
      field.recheck();
    }
    this.#shownBrand = null;
    this.#drawBrand();
  }

  /** Shows everything that is missing; answers the first problem as Stripe.js words it, or null. */
  validate(): StripeError | null {
    for (const field of this.#all()) field.showVerdict();
    this.#refresh();
    for (const { verdict } of this.#all()) {
      if (verdict.kind === 'complete') continue;
      return {
        type: 'validation_error',
        code: verdict.code,
        message: problemText(this.#strings, verdict.code),
      };
    }
    return null;
  }

  /** Marks the field that a decline is about, where it is about one. */
  showDecline(code: string | undefined): void {
    const name = code === undefined ? undefined : FIELD_OF_DECLINE[code];
    if (name === undefined || code === undefined) return;
    this.#fields[name].showDecline(code);
    this.#refresh();
  }

  /** Focuses the first field that needs attention, else the first one. */
  focus(): void {
    const target = this.#all().find((field) => field.hasProblem) ?? this.#fields.number;
    target.input.focus();
  }

  clear(): void {
    for (const field of this.#all()) field.clear();
    this.#refresh();
  }

  /** The card as the API takes it. */
  cardPairs(): [string, string][] {
    const { number, expiry, cvc } = this.#fields;
    const card = 'payment_method_data[card]';
    return [
      ['payment_method_data[type]', 'card'],
      [`${card}[number]`, number.digits],
      [`${card}[exp_month]`, String(Number(expiry.digits.slice(0, 2)))],
      [`${card}[exp_year]`, `20${expiry.digits.slice(2)}`],
      [`${card}[cvc]`, cvc.digits],
    ];
  }

  #all(): CardField[] {
    return [this.#fields.number, this.#fields.expiry, this.#fields.cvc];
  }

  #refresh(): void {
    this.#drawBrand();
    this.#onChange();
  }

  #drawBrand(): void {
    const { number, cvc } = this.#fields;
    const { brand, name } = brandRule(number.digits);
    if (brand === this.#shownBrand) return;
    this.#shownBrand = brand;
    const shown = brand === 'unknown' ? SHOWN_BRANDS : [brand];
    number.icons.replaceChildren(...shown.map(brandIcon));
    number.icons.classList.toggle('Icons--choice', brand === 'unknown');
    number.hint.textContent = brand === 'unknown' ? this.#strings.supportedCards : name;
    cvc.icons.replaceChildren(cvcIcon(brand === 'amex' ? 'front' : 'back'));
    cvc.hint.textContent = brand === 'amex' ? this.#strings.cvcHintAmex : this.#strings.cvcHint;
    cvc.recheck();
  }
}
