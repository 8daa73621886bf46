import type { ExpressCheckoutPartialAddress, LineItem, ShippingRate } from '@stripe/stripe-js';
import type { ApiAnswer, ObjectAnswer } from '../api/answer';
import { WALLET_NAMES, type Wallet } from '../link/express';
import { frameAddress, PageLink } from '../link/page-side';
import type { CardAnswer, CardQuestion } from '../link/requests';
import {
  type Authorization,
  type FromWalletFrame,
  isFromWalletFrame,
  type ToWalletFrame,
  type WalletStatus,
} from '../link/wallet';
import type { Emitter } from './emitter';
import type { ExpressElementEvents } from './express-element';
import { type Modal, openModal } from './modal';
import { awaitReply, type PageReply } from './page-reply';
import type { CardSource } from './payment-element';
import { Questions } from './questions';
import { checkItems } from './sheet-money';
import { type SheetSource, sheetOf } from './sheet-of';

/** A page has this long to confirm, before the wallet gives up. */
const CONFIRM_PATIENCE_MS = 30_000;

interface SessionOptions extends SheetSource {
  readonly origin: string;
  readonly emitter: Emitter<ExpressElementEvents>;
  onEnd(): void;
}

/** One opening of a simulated wallet's sheet, from the click until it has closed. */
export class WalletSession implements CardSource {
  readonly #given: SessionOptions;
  readonly #modal: Modal;
  readonly #link: PageLink<ToWalletFrame, FromWalletFrame>;
  readonly #questions = new Questions<CardAnswer>();
  #lineItems: readonly LineItem[];
  #rates: readonly ShippingRate[];
  #status: WalletStatus = { kind: 'choosing' };
  #patience: number | undefined;
  #isAuthorized = false;
  #hasEnded = false;

  constructor(given: SessionOptions) {
    this.#given = given;
    this.#lineItems = given.options.lineItems ?? [];
    this.#rates = given.options.shippingRates ?? [];
    const title = `${WALLET_NAMES[given.wallet]} (sandbox)`;
    this.#modal = openModal({
      title,
      address: frameAddress(given.origin, '/elements/wallet'),
      onEscape: () => this.#cancel(),
      onGone: () => this.#cancel(),
    });
    const { iframe } = this.#modal;
    this.#link = new PageLink<ToWalletFrame, FromWalletFrame>({
      iframe,
      origin: given.origin,
      isMessage: isFromWalletFrame,
      onMessage: (message) => this.#receive(message),
      onSilence: () => this.#cancel(),
      onConnect: () => {
        this.#show(this.#status);
        iframe.style.opacity = '1';
        iframe.focus();
      },
    });
  }

  get wallet(): Wallet {
    return this.#given.wallet;
  }

  get isAuthorized(): boolean {
    return this.#isAuthorized;
  }

  async confirm(question: Extract<CardQuestion, { kind: 'confirm' }>): Promise<ApiAnswer> {
    const answer = await this.#ask(question);
    // The sheet closes before a bank's challenge opens, and before the page shows what went wrong.
    this.end();
    return answer?.kind === 'confirmed' ? answer.answer : { kind: 'unreachable' };
  }

  async create(question: Extract<CardQuestion, { kind: 'create' }>): Promise<ObjectAnswer> {
    const answer = await this.#ask(question);
    this.end();
    return answer?.kind === 'created' ? answer.answer : { kind: 'unreachable' };
  }

  /** Closes the sheet without a word to the page. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isAuthorized = false;
    window.clearTimeout(this.#patience);
    this.#link.close();
    this.#questions.abandon();
    this.#modal.close();
    this.#given.onEnd();
  }

  #ask(question: CardQuestion): Promise<CardAnswer | null> {
    window.clearTimeout(this.#patience);
    return new Promise((settle) => {
      this.#link.send({ type: 'ask', id: this.#questions.note(settle), question });
    });
  }

  #cancel(): void {
    // While the payment is on its way there is nothing to take back.
    if (this.#hasEnded || this.#status.kind === 'paying') return;
    this.end();
    this.#given.emitter.emit('cancel', { elementType: 'expressCheckout' });
  }

  #receive(message: FromWalletFrame): void {
    switch (message.type) {
      case 'cancel':
        return this.#cancel();
      case 'address':
        return this.#changeAddress(message.name, message.address);
      case 'rate':
        return this.#changeRate(message.rate);
      case 'authorized':
        return this.#authorize(message.authorization);
      case 'answered':
        return this.#questions.settle(message.id, message.answer);
    }
  }

  #changeAddress(name: string, address: ExpressCheckoutPartialAddress): void {
    const { emitter } = this.#given;
    this.#askPage(emitter.has('shippingaddresschange'), (reply) =>
      emitter.emit('shippingaddresschange', { name, address, ...reply }),
    );
  }

  #changeRate(id: string): void {
    const { emitter } = this.#given;
    const shippingRate = this.#rates.find((rate) => rate.id === id);
    if (shippingRate === undefined) return this.#show(this.#status);
    this.#askPage(emitter.has('shippingratechange'), (reply) =>
      emitter.emit('shippingratechange', { shippingRate, ...reply }),
    );
  }

  /** Tells the page of a choice and waits for what it makes of it; without a listener the choice is as good. */
  #askPage(isHeard: boolean, tell: (reply: PageReply) => void): void {
    if (!isHeard) return this.#show({ kind: 'choosing' });
    this.#show({ kind: 'updating' });
    tell(
      awaitReply({
        accept: (details) => {
          checkItems(details.lineItems ?? this.#lineItems, this.#given.amount().value);
          this.#lineItems = details.lineItems ?? this.#lineItems;
          this.#rates = details.shippingRates ?? this.#rates;
        },
        settled: (kind) => {
          if (!this.#hasEnded) this.#show({ kind });
        },
      }),
    );
  }

  #authorize({ rate, ...authorization }: Authorization): void {
    const { emitter, wallet } = this.#given;
    // Nothing is paid that the page is still working out or has refused, and nothing is paid twice.
    if (!['choosing', 'failed'].includes(this.#status.kind)) return this.#show(this.#status);
    this.#isAuthorized = true;
    this.#show({ kind: 'paying' });
    this.#patience = window.setTimeout(() => {
      this.#status = { kind: 'choosing' };
      this.#cancel();
    }, CONFIRM_PATIENCE_MS);
    const shippingRate = this.#rates.find((each) => each.id === rate);
    emitter.emit('confirm', {
      ...authorization,
      ...(shippingRate && { shippingRate }),
      expressPaymentType: wallet,
      paymentFailed: (payload = {}) => this.#failed(payload.message ?? null),
    });
  }

  #failed(message: string | null): void {
    if (this.#hasEnded || !this.#isAuthorized) return;
    window.clearTimeout(this.#patience);
    this.#isAuthorized = false;
    this.#show({ kind: 'failed', message });
  }

  #show(status: WalletStatus): void {
    this.#status = status;
    const sheet = sheetOf(this.#given, this.#lineItems, this.#rates, status);
    this.#link.send({ type: 'sheet', sheet });
  }
}
