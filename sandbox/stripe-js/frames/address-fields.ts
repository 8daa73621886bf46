import { phoneNumber } from '../address/contact';
import { type AddressPart, formatOf } from '../address/formats';
import type { AddressFrameConfig } from '../link/address';
import { addressStrings } from '../locale/address';
import { fillIn } from '../locale/fill-in';
import { TextField } from './text-field';

export const PARTS = [
  'line1',
  'line2',
  'city',
  'state',
  'postal_code',
] as const satisfies readonly AddressPart[];

const AUTOCOMPLETE: Readonly<Record<AddressPart, string>> = {
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  state: 'address-level1',
  postal_code: 'postal-code',
};

/** Every field an address may have, with its words and its rules; which of them show is the form's business. */
export class AddressFields {
  readonly names: Readonly<Record<'name' | 'firstName' | 'lastName', TextField>>;
  readonly parts: Readonly<Record<AddressPart, TextField>>;
  readonly country: TextField;
  readonly phone: TextField;
  words = addressStrings('en');
  #config: Pick<AddressFrameConfig, 'phone' | 'blockPoBox'> = { phone: 'none', blockPoBox: false };

  constructor(onChange: () => void, onCountry: () => void) {
    const needed = (text: string) => (text === '' ? this.words.incomplete : null);
    const named = (name: string, autocomplete: string) =>
      new TextField({ name, autocomplete, onChange, judge: needed });
    this.names = {
      name: named('name', 'name'),
      firstName: named('firstName', 'given-name'),
      lastName: named('lastName', 'family-name'),
    };
    const part = (name: AddressPart) =>
      new TextField({
        name,
        autocomplete: AUTOCOMPLETE[name],
        onChange,
        judge: (text) => this.#judgePart(name, text),
      });
    this.parts = {
      line1: part('line1'),
      line2: part('line2'),
      city: part('city'),
      state: part('state'),
      postal_code: part('postal_code'),
    };
    const country = { name: 'country', autocomplete: 'country', onChange: onCountry, judge: needed };
    this.country = new TextField(country);
    const judge = (text: string) => this.#judgePhone(text);
    this.phone = new TextField({ name: 'phone', autocomplete: 'tel', type: 'tel', onChange, judge });
  }

  /** Takes on a language, and what the page asks of phone numbers and boxes. */
  speak(config: AddressFrameConfig): void {
    this.#config = config;
    this.words = addressStrings(config.language);
  }

  /** Names the fields as the country calls them. */
  label(config: AddressFrameConfig): void {
    const { words } = this;
    const format = formatOf(this.country.text);
    const optional = (label: string) => `${label} (${words.optional})`;
    this.names.name.label.textContent = config.name === 'organization' ? words.organization : words.fullName;
    this.names.firstName.label.textContent = words.firstName;
    this.names.lastName.label.textContent = words.lastName;
    this.country.label.textContent = words.country;
    this.phone.label.textContent = config.phone === 'optional' ? optional(words.phone) : words.phone;
    const labels: Record<AddressPart, string> = {
      line1: words.line1,
      line2: words.line2,
      city: words.city,
      state: words[format.stateWord],
      postal_code: words[format.postalWord],
    };
    for (const part of PARTS) {
      const isRequired = format.required.includes(part);
      this.parts[part].label.textContent = isRequired ? labels[part] : optional(labels[part]);
      this.parts[part].require(isRequired);
    }
    for (const field of [...Object.values(this.names), this.country]) field.require(true);
    this.phone.require(config.phone === 'required');
  }

  #judgePart(part: AddressPart, text: string): string | null {
    const format = formatOf(this.country.text);
    if (text === '') return format.required.includes(part) ? this.words.incomplete : null;
    if (part === 'postal_code' && format.postal?.test(text) === false) {
      return fillIn(this.words.postalInvalid, { word: this.words[format.postalWord] });
    }
    const isBox = this.#config.blockPoBox && part.startsWith('line');
    return isBox && /\bp\.?\s*o\.?\s*box\b/i.test(text) ? this.words.poBox : null;
  }

  #judgePhone(text: string): string | null {
    if (text === '') return this.#config.phone === 'required' ? this.words.incomplete : null;
    return phoneNumber(text, this.country.text) === null ? this.words.phoneInvalid : null;
  }
}
