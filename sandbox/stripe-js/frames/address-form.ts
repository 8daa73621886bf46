import type { StripeError } from '@stripe/stripe-js';
import { phoneNumber } from '../address/contact';
import { type Country, countriesIn, firstCountry } from '../address/countries';
import { type AddressPart, formatOf } from '../address/formats';
import { regionsOf } from '../address/regions';
import type { AddressFrameConfig, AddressState, AddressValue } from '../link/address';
import { AddressFields, PARTS } from './address-fields';
import { element } from './dom';
import type { TextField } from './text-field';

/** The fields of an address, laid out and checked as the chosen country writes its addresses. */
export class AddressForm {
  readonly root: HTMLElement;
  readonly #rows = element('div', { class: 'Rows' });
  readonly #fields: AddressFields;
  readonly #onChange: () => void;
  #config: AddressFrameConfig | null = null;
  #countries: readonly Country[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#fields = new AddressFields(onChange, () => this.#changeCountry());
    this.root = element('form', { class: 'Form', novalidate: '', autocomplete: 'on' }, this.#rows);
    this.root.addEventListener('submit', (event) => event.preventDefault());
  }

  get state(): AddressState {
    const shown = this.#shown();
    const typed = shown.filter((field) => field !== this.#fields.country);
    return {
      empty: typed.every((field) => field.text === ''),
      complete: shown.every((field) => field.fault === null),
      invalid: shown.some((field) => field.hasProblem),
      value: this.#value(),
    };
  }

  configure(config: AddressFrameConfig): void {
    const before = this.#config;
    this.#config = config;
    this.#fields.speak(config);
    this.#countries = countriesIn(config.language, config.countries);
    this.#fields.country.choose(this.#countries.map(({ code, name }) => ({ value: code, label: name })));
    const hasNewDefaults = JSON.stringify(before?.defaults) !== JSON.stringify(config.defaults);
    if (hasNewDefaults) this.#fill(config);
    if (this.#fields.country.text === '') {
      this.#fields.country.text = firstCountry(this.#countries, config.defaults.country, navigator.languages);
    }
    this.#layOut();
    for (const field of this.#shown()) if (field.hasProblem) field.showFault();
  }

  /** Shows everything that is missing; answers the first problem in Stripe's shape, or null. */
  validate(): StripeError | null {
    const shown = this.#shown();
    for (const field of shown) field.showFault();
    this.#onChange();
    const wrong = shown.find((field) => field.fault !== null);
    if (!wrong) return null;
    const code = `${wrong.text === '' ? 'incomplete' : 'invalid'}_${wrong.control.name}`;
    return { type: 'validation_error', code, message: wrong.fault ?? '' };
  }

  focus(): void {
    const shown = this.#shown();
    (shown.find((field) => field.hasProblem) ?? shown[0])?.control.focus();
  }

  clear(): void {
    for (const field of this.#shown()) if (field !== this.#fields.country) field.clear();
    this.#onChange();
  }

  #changeCountry(): void {
    this.#layOut();
    for (const part of [...PARTS.map((name) => this.#fields.parts[name]), this.#fields.phone]) {
      if (part.hasProblem) part.recheck();
    }
    this.#onChange();
  }

  #fill({ defaults, name }: AddressFrameConfig): void {
    const spaced = defaults.name?.trim().split(/\s+/) ?? [];
    const split = name === 'split' && defaults.firstName === null;
    this.#fields.names.name.text = defaults.name ?? '';
    this.#fields.names.firstName.text = (split ? spaced.slice(0, -1).join(' ') : defaults.firstName) ?? '';
    this.#fields.names.lastName.text = (split ? spaced.at(-1) : defaults.lastName) ?? '';
    this.#fields.phone.text = defaults.phone ?? '';
    const isOffered = this.#countries.some(({ code }) => code === defaults.country);
    if (defaults.country !== null && isOffered) this.#fields.country.text = defaults.country;
    this.#fields.parts.state.choose(regionsOf(this.#fields.country.text));
    for (const part of PARTS) this.#fields.parts[part].text = defaults[part] ?? '';
  }

  /** Puts the fields of the country into their rows; the focus stays where it is, as fields are only moved. */
  #layOut(): void {
    const config = this.#config;
    if (config === null) return;
    const format = formatOf(this.#fields.country.text);
    const focused = document.activeElement;
    const regions = regionsOf(this.#fields.country.text);
    this.#fields.parts.state.choose(regions && [{ value: '', label: this.#fields.words.select }, ...regions]);
    const names = this.#nameFields(config);
    const rows = [
      ...(names.length > 0 ? [names] : []),
      [this.#fields.country],
      ...format.rows.map((row) => row.map((part) => this.#fields.parts[part])),
      ...(config.phone === 'none' ? [] : [[this.#fields.phone]]),
    ];
    this.#rows.replaceChildren(
      ...rows.map((row) => element('div', { class: 'Row' }, ...row.map((field) => field.root))),
    );
    this.#fields.label(config);
    if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  }

  #nameFields(config: AddressFrameConfig): TextField[] {
    if (config.name === 'none') return [];
    return config.name === 'split'
      ? [this.#fields.names.firstName, this.#fields.names.lastName]
      : [this.#fields.names.name];
  }

  #shown(): TextField[] {
    const config = this.#config;
    if (config === null) return [];
    const parts = formatOf(this.#fields.country.text).rows.flat();
    const fields = [
      ...this.#nameFields(config),
      this.#fields.country,
      ...parts.map((part) => this.#fields.parts[part]),
    ];
    return config.phone === 'none' ? fields : [...fields, this.#fields.phone];
  }

  #value(): AddressValue {
    const { name, firstName, lastName } = this.#fields.names;
    const isSplit = this.#config?.name === 'split';
    const format = formatOf(this.#fields.country.text).rows.flat();
    const part = (wanted: AddressPart) => (format.includes(wanted) ? this.#fields.parts[wanted].text : '');
    const phone = phoneNumber(this.#fields.phone.text, this.#fields.country.text);
    return {
      name: isSplit ? `${firstName.text} ${lastName.text}`.trim() : name.text,
      ...(isSplit && { firstName: firstName.text, lastName: lastName.text }),
      address: {
        line1: part('line1'),
        line2: part('line2') || null,
        city: part('city'),
        state: part('state'),
        postal_code: part('postal_code'),
        country: this.#fields.country.text,
      },
      ...(this.#config?.phone !== 'none' && { phone: phone ?? this.#fields.phone.text }),
    };
  }
}
