import { type ExpressFrameConfig, WALLET_NAMES, type Wallet, type WalletButton } from '../link/express';
import { fillIn } from '../locale/fill-in';
import { walletStrings } from '../locale/wallet';
import { element } from './dom';

/** Stripe's words for what a button says, by what it says here; a word without an entry is the wallet's plain name. */
const SAYS = {
  buy: 'buy',
  'check-out': 'checkout',
  checkout: 'checkout',
  subscribe: 'subscribe',
  donate: 'donate',
  book: 'book',
  order: 'order',
  pay: 'pay',
} as const;

const FRAME_FOCUSED_MS = 100;

/** The wallets' buttons, in as many columns and rows as the page allows. */
export class ExpressView {
  readonly root: HTMLElement;
  readonly #buttons = element('div', { class: 'WalletButtons' });
  readonly #note = element('p', { class: 'SandboxNote' });
  readonly #onPress: (wallet: Wallet) => void;
  #config: ExpressFrameConfig | null = null;
  #showsAll = false;
  #pressed: Wallet | null = null;

  constructor(onPress: (wallet: Wallet) => void) {
    this.#onPress = onPress;
    this.root = element('div', { class: 'Express' }, this.#buttons, this.#note);
  }

  configure(config: ExpressFrameConfig): void {
    this.#config = config;
    this.#draw(config);
  }

  /** The button that was pressed last, else the first. */
  focus(): void {
    const last = this.#buttons.querySelector<HTMLElement>(`[data-wallet="${this.#pressed}"]`);
    const button = last ?? this.#buttons.querySelector('button');
    button?.focus();
    // The page gives the focus to this frame by another way, and where that arrives second no button has it any more.
    setTimeout(() => {
      if (document.activeElement === document.body) button?.focus();
    }, FRAME_FOCUSED_MS);
  }

  #draw(config: ExpressFrameConfig): void {
    const strings = walletStrings(config.language);
    const columns = config.maxColumns || 1;
    const room = config.maxRows === 0 ? Number.POSITIVE_INFINITY : config.maxRows * columns;
    const shown = this.#showsAll ? config.buttons : config.buttons.slice(0, room);
    const isCut = shown.length < config.buttons.length && config.overflow === 'auto';
    this.#buttons.style.setProperty('--columns', String(columns));
    this.#buttons.style.setProperty('--height', `${config.height}px`);
    this.#buttons.dataset.columns = String(columns);
    this.#buttons.replaceChildren(
      ...shown.map((button) => this.#build(button, strings)),
      ...(isCut ? [this.#more(strings.showMore)] : []),
    );
    this.#note.textContent = strings.note;
    this.#note.hidden = config.buttons.length === 0;
  }

  #build({ wallet, type, theme }: WalletButton, strings: ReturnType<typeof walletStrings>): HTMLElement {
    const says = Object.entries(SAYS).find(([word]) => word === type)?.[1];
    const name = WALLET_NAMES[wallet];
    const label = says === undefined ? name : fillIn(strings[says], { wallet: name });
    const look = `WalletButton WalletButton--${theme}`;
    const button = element('button', { type: 'button', class: look, 'data-wallet': wallet }, label);
    button.addEventListener('click', () => {
      this.#pressed = wallet;
      this.#onPress(wallet);
    });
    return button;
  }

  #more(label: string): HTMLElement {
    const button = element('button', { type: 'button', class: 'Action WalletButtons-more' }, label);
    button.addEventListener('click', () => {
      const next = this.#buttons.childElementCount - 1;
      this.#showsAll = true;
      if (this.#config !== null) this.#draw(this.#config);
      const revealed = this.#buttons.children[next];
      if (revealed instanceof HTMLElement) revealed.focus();
    });
    return button;
  }
}
