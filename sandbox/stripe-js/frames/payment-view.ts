import type { StripeError } from '@stripe/stripe-js';
import type { PaymentFrameConfig, PaymentState, SavedMethodNotice } from '../link/payment';
import { fillIn, stringsFor } from '../locale/locale';
import { savedCardStrings } from '../locale/saved-cards';
import { CardForm } from './card-form';
import { CustomerSession, type SavedCard, type SessionFeatures } from './customer-session';
import { element } from './dom';
import { SavedCards } from './saved-cards';

const NO_FEATURES: SessionFeatures = { canRemove: false, offersSaving: false, saveUsage: null };

/** The card that is to be sent: a saved one, or a new one with what is to become of it. */
export type ChosenCard =
  | { readonly kind: 'saved'; readonly card: SavedCard; readonly sessionSecret: string }
  | {
      readonly kind: 'new';
      readonly pairs: [string, string][];
      /** Null where the buyer is not asked and the page decides. */
      readonly allowRedisplay: 'always' | 'limited' | 'unspecified' | null;
      /** What checking the box adds to the payment. */
      readonly futureUsage: string | null;
    };

/** The Payment Element's content: saved cards, the fields of a new one, the choice to save it, terms and a note. */
export class PaymentView {
  readonly root: HTMLElement;
  readonly #form: CardForm;
  readonly #saved: SavedCards;
  readonly #terms = element('p', { class: 'TermsText' });
  readonly #note = element('p', { class: 'SandboxNote' });
  readonly #saveBox = element('input', { type: 'checkbox', id: 'save-card', class: 'Checkbox-input' });
  readonly #saveText = element('span', { class: 'CheckboxLabel' });
  readonly #save = element('label', { class: 'Checkbox', for: 'save-card' }, this.#saveBox, this.#saveText);
  readonly #onChange: () => void;
  #features = NO_FEATURES;
  #session: CustomerSession | null = null;
  #showsTerms = false;
  #willBeSaved = false;

  constructor(onChange: () => void, notify: (notice: SavedMethodNotice) => void) {
    this.#onChange = onChange;
    this.#form = new CardForm(onChange);
    this.#saved = new SavedCards({ onChange: () => this.#rearrange(), notify });
    this.#saveBox.addEventListener('change', onChange);
    const parts = [this.#saved.root, this.#form.root, this.#save, this.#terms, this.#note];
    this.root = element('form', { class: 'Form', novalidate: '', autocomplete: 'on' }, ...parts);
    this.root.addEventListener('submit', (event) => event.preventDefault());
    this.#arrange();
  }

  get state(): PaymentState {
    const card = this.#saved.chosen;
    if (card !== null) {
      const { brand, funding, method } = card;
      return { empty: false, complete: true, invalid: false, brand, funding, saved: method, save: null };
    }
    const save = this.#features.offersSaving ? this.#saveBox.checked : null;
    return { ...this.#form.state, funding: null, saved: null, save };
  }

  /** The card to send, as it is now. */
  get chosen(): ChosenCard {
    const card = this.#saved.chosen;
    if (card !== null) return { kind: 'saved', card, sessionSecret: this.#session?.secret ?? '' };
    const pairs = this.#form.cardPairs();
    if (!this.#features.offersSaving) return { kind: 'new', pairs, allowRedisplay: null, futureUsage: null };
    const isWanted = this.#saveBox.checked;
    const unasked = this.#willBeSaved ? 'limited' : 'unspecified';
    return {
      kind: 'new',
      pairs,
      allowRedisplay: isWanted ? 'always' : unasked,
      futureUsage: isWanted && !this.#willBeSaved ? this.#features.saveUsage : null,
    };
  }

  async configure(config: PaymentFrameConfig): Promise<StripeError | null> {
    const strings = stringsFor(config.language);
    this.#form.configure(config, config.readOnly);
    this.#saved.speak(config.language);
    this.#saved.setReadOnly(config.readOnly);
    this.#saveBox.disabled = config.readOnly;
    this.#saveText.textContent = savedCardStrings(config.language).saveChoice;
    this.#terms.textContent = fillIn(strings.terms, { business: config.business ?? strings.thisBusiness });
    this.#note.textContent = strings.sandboxNote;
    this.#showsTerms = config.showTerms;
    this.#willBeSaved = config.willBeSaved;
    const error = await this.#enter(config.session);
    this.#arrange();
    return error;
  }

  validate(): StripeError | null {
    return this.#saved.chosen === null ? this.#form.validate() : null;
  }

  /** Marks the field that a decline is about, where it is about one. */
  showDecline(code: string | undefined): void {
    if (this.#saved.chosen === null) this.#form.showDecline(code);
  }

  /** The first field that needs attention, the chosen saved card, or the first field. */
  focus(): void {
    if (this.#saved.chosen !== null) this.#saved.focus();
    else this.#form.focus();
  }

  clear(): void {
    this.#form.clear();
    this.#saved.clear();
    this.#saveBox.checked = false;
    this.#rearrange();
  }

  /** Loads a customer session once; the cards stay as they are when only looks have changed. */
  async #enter(proof: PaymentFrameConfig['session']): Promise<StripeError | null> {
    if (proof?.secret === this.#session?.secret) return null;
    this.#session = proof === null ? null : new CustomerSession(proof);
    const loaded = await this.#session?.load();
    const isLoaded = loaded !== undefined && 'cards' in loaded;
    this.#features = isLoaded ? loaded.features : NO_FEATURES;
    this.#saved.show(this.#session, isLoaded ? loaded.cards : [], this.#features.canRemove);
    return loaded !== undefined && 'error' in loaded ? loaded.error : null;
  }

  #rearrange(): void {
    this.#arrange();
    this.#onChange();
  }

  /** A saved card needs no fields, no consent and no choice. */
  #arrange(): void {
    const isNew = this.#saved.chosen === null;
    this.#form.root.hidden = !isNew;
    this.#save.hidden = !isNew || !this.#features.offersSaving;
    this.#terms.hidden = !isNew || !this.#showsTerms;
  }
}
