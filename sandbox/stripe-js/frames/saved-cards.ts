import type { SavedMethodNotice } from '../link/payment';
import type { Language } from '../locale/language';
import { fillIn } from '../locale/locale';
import { savedCardStrings } from '../locale/saved-cards';
import type { CustomerSession, SavedCard } from './customer-session';
import { element } from './dom';
import { cardName, SavedCardRow } from './saved-card-row';

export interface SavedCardsHost {
  onChange(): void;
  notify(notice: SavedMethodNotice): void;
}

/** The customer's saved cards as radio buttons, with "New card" as the last of them. */
export class SavedCards {
  readonly root = element('fieldset', { class: 'SavedCards', hidden: '' });
  readonly #host: SavedCardsHost;
  readonly #heading = element('legend', { class: 'Unseen' });
  readonly #list = element('div', { class: 'SavedCards-list' });
  readonly #said = element('p', { class: 'Unseen', role: 'status' });
  readonly #newRadio: HTMLInputElement;
  readonly #newLabel = element('label', { for: 'saved-new', class: 'SavedCard-label' });
  readonly #newRow: HTMLElement;
  #session: CustomerSession | null = null;
  #language: Language = 'en';
  #canRemove = false;
  #rows: readonly SavedCardRow[] = [];

  constructor(host: SavedCardsHost) {
    this.#host = host;
    this.#newRadio = element('input', {
      type: 'radio',
      name: 'method',
      id: 'saved-new',
      class: 'Radio',
      value: '',
    });
    this.#newRadio.addEventListener('change', () => host.onChange());
    const line = element('div', { class: 'SavedCard-line' }, this.#newRadio, this.#newLabel);
    this.#newRow = element('div', { class: 'PickerItem SavedCard' }, line);
    this.root.append(this.#heading, this.#list, this.#said);
  }

  /** The card that is chosen; null for a new one. */
  get chosen(): SavedCard | null {
    return this.#rows.find((row) => row.radio.checked)?.card ?? null;
  }

  /** Shows other cards; the first is chosen, as the customer's latest is the likeliest. */
  show(session: CustomerSession | null, cards: readonly SavedCard[], canRemove: boolean): void {
    this.#session = session;
    this.#canRemove = canRemove;
    this.#draw(cards, cards[0]?.method.id ?? '');
  }

  speak(language: Language): void {
    if (language === this.#language && this.#heading.textContent !== '') return;
    this.#language = language;
    const strings = savedCardStrings(language);
    this.#heading.textContent = strings.heading;
    this.#newLabel.textContent = strings.newCard;
    this.#draw(
      this.#rows.map((row) => row.card),
      this.chosen?.method.id ?? '',
    );
  }

  setReadOnly(isReadOnly: boolean): void {
    this.root.disabled = isReadOnly;
  }

  focus(): void {
    const radios = [...this.#rows.map((row) => row.radio), this.#newRadio];
    (radios.find((radio) => radio.checked) ?? radios[0])?.focus();
  }

  /** Back to the first card. */
  clear(): void {
    const first = this.#rows[0];
    if (first !== undefined) first.radio.checked = true;
  }

  #draw(cards: readonly SavedCard[], chosen: string): void {
    this.#rows = cards.map((card) => this.#row(card));
    const hasCards = cards.length > 0;
    this.#list.replaceChildren(...(hasCards ? [...this.#rows.map((row) => row.root), this.#newRow] : []));
    this.root.hidden = !hasCards;
    for (const row of this.#rows) row.radio.checked = row.card.method.id === chosen;
    this.#newRadio.checked = this.chosen === null;
  }

  #row(card: SavedCard): SavedCardRow {
    return new SavedCardRow(card, {
      language: this.#language,
      canRemove: this.#canRemove,
      onChoose: () => this.#host.onChange(),
      remove: () => this.#remove(card),
      update: (month, year) => this.#update(card, month, year),
    });
  }

  async #remove(card: SavedCard): Promise<boolean> {
    const removed = (await this.#session?.remove(card.method.id)) ?? null;
    this.#tell('removed', card, removed !== null);
    if (removed === null) return false;
    const rest = this.#rows.map((row) => row.card).filter((each) => each !== card);
    const wasChosen = this.chosen === card;
    this.#draw(rest, wasChosen ? (rest[0]?.method.id ?? '') : (this.chosen?.method.id ?? ''));
    this.#host.onChange();
    // The button that had the focus is gone.
    this.focus();
    return true;
  }

  async #update(card: SavedCard, month: number, year: number): Promise<boolean> {
    const updated = (await this.#session?.update(card.method.id, month, year)) ?? null;
    this.#tell('updated', updated ?? card, updated !== null);
    if (updated === null) return false;
    const chosen = this.chosen?.method.id ?? '';
    const cards = this.#rows.map((row) => (row.card === card ? updated : row.card));
    this.#draw(cards, chosen);
    this.#host.onChange();
    this.#rows.find((row) => row.card === updated)?.radio.focus();
    return true;
  }

  #tell(kind: 'updated' | 'removed', card: SavedCard, hasWorked: boolean): void {
    const strings = savedCardStrings(this.#language);
    if (hasWorked) this.#said.textContent = fillIn(strings[kind], { card: cardName(card, strings) });
    this.#host.notify({ kind, method: card.method, error: hasWorked ? null : strings.failed });
  }
}
