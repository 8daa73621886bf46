import type { StripeError } from '@stripe/stripe-js';
import type { ApiAnswer } from '../api/answer';
import type { FromPaymentFrame } from '../link/protocol';

type Question =
  | { kind: 'submit'; settle: (error: StripeError | null) => void }
  | { kind: 'confirm'; settle: (answer: ApiAnswer) => void };

/** What a frame has been asked and has not answered yet. */
export class Questions {
  readonly #open = new Map<number, Question>();
  #lastId = 0;

  /** Notes a question and answers the number that its answer will carry. */
  note(question: Question): number {
    this.#lastId += 1;
    this.#open.set(this.#lastId, question);
    return this.#lastId;
  }

  settle(message: Extract<FromPaymentFrame, { type: 'submitted' | 'confirmed' }>): void {
    const question = this.#open.get(message.id);
    this.#open.delete(message.id);
    if (question?.kind === 'submit' && message.type === 'submitted') question.settle(message.error);
    if (question?.kind === 'confirm' && message.type === 'confirmed') question.settle(message.answer);
  }

  /** The frame is gone or never came: a validation can't pass, and a confirmation's fate is not known. */
  abandon(): void {
    for (const question of this.#open.values()) {
      if (question.kind === 'confirm') question.settle({ kind: 'unreachable' });
      else
        question.settle({ type: 'api_connection_error', message: 'The payment form could not be loaded.' });
    }
    this.#open.clear();
  }
}
