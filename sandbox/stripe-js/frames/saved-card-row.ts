import { brandName } from '../card/brand';
import { judgeExpiry } from '../card/expiry';
import { typeExpiry } from '../card/typing';
import type { Language } from '../locale/language';
import { fillIn, stringsFor } from '../locale/locale';
import { type SavedCardStrings, savedCardStrings } from '../locale/saved-cards';
import { brandIcon } from './brand-icons';
import { CardField } from './card-field';
import type { SavedCard } from './customer-session';
import { element } from './dom';
import { problemText } from './problems';

export interface RowHost {
  readonly language: Language;
  readonly canRemove: boolean;
  onChoose(): void;
  /** Resolves to whether it worked. */
  remove(): Promise<boolean>;
  update(month: number, year: number): Promise<boolean>;
}

/** A card as it is called in sentences: "Visa ending in 4242". */
export function cardName(card: SavedCard, strings: SavedCardStrings): string {
  return fillIn(strings.endingIn, { brand: brandName(card.brand), last4: card.last4 });
}

/** One saved card: chosen by its radio button, updated and removed by buttons beside it. */
export class SavedCardRow {
  readonly root: HTMLElement;
  readonly radio: HTMLInputElement;
  readonly card: SavedCard;
  readonly #host: RowHost;
  readonly #strings: SavedCardStrings;
  readonly #actions: HTMLElement;
  readonly #panel = element('div', { class: 'SavedCard-panel', hidden: '' });

  constructor(card: SavedCard, host: RowHost) {
    this.card = card;
    this.#host = host;
    this.#strings = savedCardStrings(host.language);
    const id = `saved-${card.method.id}`;
    this.radio = element('input', {
      type: 'radio',
      name: 'method',
      id,
      class: 'Radio',
      value: card.method.id,
    });
    this.radio.addEventListener('change', () => host.onChoose());
    const label = element(
      'label',
      { for: id, class: 'SavedCard-label' },
      brandIcon(card.brand),
      element(
        'span',
        { class: 'SavedCard-text' },
        element('span', { class: 'Unseen' }, `${cardName(card, this.#strings)}, `),
        element('span', { 'aria-hidden': 'true' }, `${brandName(card.brand)} ••••\u00a0${card.last4}`),
        element('span', { class: 'SavedCard-expiry' }, this.#expiry()),
      ),
    );
    const { update, updateCard, remove, removeCard } = this.#strings;
    this.#actions = element(
      'span',
      { class: 'SavedCard-actions' },
      this.#action(update, updateCard, () => this.#edit()),
    );
    if (host.canRemove) this.#actions.append(this.#action(remove, removeCard, () => this.#askToRemove()));
    const line = element('div', { class: 'SavedCard-line' }, this.radio, label, this.#actions);
    this.root = element('div', { class: 'PickerItem SavedCard' }, line, this.#panel);
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.#close();
    });
  }

  #expiry(): string {
    const { expMonth, expYear } = this.card;
    const date = `${String(expMonth).padStart(2, '0')}/${String(expYear).slice(-2)}`;
    const now = new Date();
    const isOver = expYear * 12 + expMonth <= now.getFullYear() * 12 + now.getMonth();
    return fillIn(isOver ? this.#strings.expired : this.#strings.expires, { date });
  }

  #action(text: string, spoken: string, run: () => void): HTMLButtonElement {
    const name = fillIn(spoken, { card: cardName(this.card, this.#strings) });
    const button = element('button', { type: 'button', class: 'Action', 'aria-label': name }, text);
    button.addEventListener('click', run);
    return button;
  }

  #askToRemove(): void {
    const id = `question-${this.card.method.id}`;
    const { removeQuestion, remove } = this.#strings;
    const question = element('p', { id, class: 'SavedCard-question', tabindex: '-1' });
    question.textContent = fillIn(removeQuestion, { card: cardName(this.card, this.#strings) });
    this.#panel.setAttribute('role', 'group');
    this.#panel.setAttribute('aria-labelledby', id);
    this.#open([question], remove, 'Button--danger', () => this.#host.remove());
    question.focus();
  }

  #edit(): void {
    const strings = stringsFor(this.#host.language);
    const field = new CardField({
      name: 'expiry',
      form: `saved-${this.card.method.id}`,
      autocomplete: 'cc-exp',
      type: typeExpiry,
      judge: (digits) => judgeExpiry(digits, new Date()),
      describe: (code) => problemText(strings, code),
      onChange: () => {},
    });
    field.label.textContent = strings.expiryLabel;
    field.input.placeholder = strings.expiryPlaceholder;
    this.#panel.setAttribute('role', 'group');
    this.#panel.setAttribute(
      'aria-label',
      fillIn(this.#strings.updateCard, { card: cardName(this.card, this.#strings) }),
    );
    this.#open([field.root], this.#strings.save, 'Button--primary', async () => {
      field.showVerdict();
      if (field.hasProblem) {
        field.input.focus();
        return null;
      }
      return this.#host.update(Number(field.digits.slice(0, 2)), Number(`20${field.digits.slice(2)}`));
    });
    field.input.focus();
  }

  /** `work` resolves to whether it was done; null leaves the panel for the buyer to go on. */
  #open(content: Node[], label: string, look: string, work: () => Promise<boolean | null>): void {
    const go = element('button', { type: 'button', class: `Button ${look}` }, label);
    const cancel = element('button', { type: 'button', class: 'Button' }, this.#strings.cancel);
    const status = element('p', { class: 'Error', role: 'alert' });
    cancel.addEventListener('click', () => this.#close());
    go.addEventListener('click', async () => {
      if (go.getAttribute('aria-disabled') === 'true') return;
      go.setAttribute('aria-disabled', 'true');
      status.textContent = '';
      if ((await work()) === false) status.textContent = this.#strings.failed;
      go.removeAttribute('aria-disabled');
    });
    const buttons = element('div', { class: 'SavedCard-buttons' }, go, cancel);
    this.#panel.replaceChildren(...content, status, buttons);
    this.#panel.hidden = false;
    this.#actions.hidden = true;
  }

  #close(): void {
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    for (const attribute of ['role', 'aria-label', 'aria-labelledby']) this.#panel.removeAttribute(attribute);
    this.#actions.hidden = false;
    this.#actions.querySelector('button')?.focus();
  }
}
