import type { Deletion, Edit, Typed } from '../card/typing';
import type { Verdict } from '../card/verdict';
import { element } from './dom';
import { FieldMessage } from './field-message';

export interface FieldSpec {
  readonly name: 'number' | 'expiry' | 'cvc';
  /** Tells apart the fields of several forms in one document. */
  readonly form: string;
  readonly autocomplete: string;
  readonly type: (edit: Edit) => Typed;
  readonly judge: (digits: string) => Verdict;
  /** Called after every edit and whenever the field is entered or left. */
  readonly onChange: () => void;
  /** Puts a problem into words. */
  readonly describe: (code: string) => string;
}

/** One labelled input with its icons and its message. Its digits live here and nowhere else. */
export class CardField {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly icons: HTMLElement;
  readonly label: HTMLLabelElement;
  readonly hint: HTMLElement;
  readonly #spec: FieldSpec;
  readonly #message: FieldMessage;
  #digits = '';
  #previous = '';
  #problem: string | null = null;
  #isDecline = false;

  constructor(spec: FieldSpec) {
    this.#spec = spec;
    const id = `${spec.form}-${spec.name}`;
    this.label = element('label', { class: 'Label', for: id });
    this.hint = element('span', { class: 'Unseen', id: `${id}-hint` });
    this.icons = element('span', { class: 'Icons', 'aria-hidden': 'true' });
    this.#message = new FieldMessage(`${id}-error`);
    this.input = element('input', {
      class: 'Input Input--empty',
      id,
      name: id,
      type: 'text',
      inputmode: 'numeric',
      autocomplete: spec.autocomplete,
      autocorrect: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      'aria-required': 'true',
      'aria-invalid': 'false',
      'aria-describedby': `${id}-hint ${id}-error`,
    });
    const box = element('div', { class: 'InputBox' }, this.input, this.icons);
    const parts = [this.label, box, this.hint, this.#message.root];
    this.root = element('div', { class: `Field Field--${spec.name}` }, ...parts);
    this.#listen();
  }

  get digits(): string {
    return this.#digits;
  }

  get verdict(): Verdict {
    return this.#spec.judge(this.#digits);
  }

  get hasProblem(): boolean {
    return this.#problem !== null;
  }

  /** Shows what is wrong or missing; for a complete field, takes the message away. */
  showVerdict(): void {
    const { verdict } = this;
    this.showProblem(verdict.kind === 'complete' ? null : verdict.code);
  }

  /** Shows what the issuer found wrong with a field that looked right; it stays until the field is edited. */
  showDecline(code: string): void {
    this.showProblem(code);
    this.#isDecline = true;
  }

  /** Shows a problem by its code, or none. */
  showProblem(code: string | null): void {
    this.#isDecline = this.#isDecline && code === this.#problem;
    this.#problem = code;
    this.#message.say(code === null ? '' : this.#spec.describe(code));
    this.input.setAttribute('aria-invalid', String(code !== null));
    this.input.classList.toggle('Input--invalid', code !== null);
    this.label.classList.toggle('Label--invalid', code !== null);
  }

  /** After another field changed what this one is judged by, or the language changed. */
  recheck(): void {
    const { verdict } = this;
    const isBeingTyped = document.activeElement === this.input;
    if (verdict.kind !== 'complete') {
      const isTold = this.#problem !== null || (this.#digits !== '' && !isBeingTyped);
      if (isTold) this.showProblem(verdict.code);
    } else {
      this.showProblem(this.#isDecline ? this.#problem : null);
    }
  }

  clear(): void {
    this.#write({ text: '', caret: 0, digits: '' });
    this.showProblem(null);
    this.#message.clear();
  }

  #listen(): void {
    this.input.addEventListener('input', (event) => {
      // While a Japanese or Chinese keyboard composes, its text is not to be touched.
      if (event instanceof InputEvent && event.isComposing) return;
      this.#edit(event instanceof InputEvent ? deletionOf(event.inputType) : null);
    });
    this.input.addEventListener('compositionend', () => this.#edit(null));
    this.input.addEventListener('blur', () => {
      this.recheck();
      this.#spec.onChange();
    });
  }

  #edit(deletion: Deletion): void {
    const text = this.input.value;
    const caret = this.input.selectionStart ?? text.length;
    this.#write(this.#spec.type({ text, caret, previous: this.#previous, deletion }));
    const { verdict } = this;
    this.showProblem(verdict.kind === 'wrong' ? verdict.code : null);
    this.#spec.onChange();
  }

  #write(typed: Typed): void {
    if (this.input.value !== typed.text) {
      this.input.value = typed.text;
      if (document.activeElement === this.input) this.input.setSelectionRange(typed.caret, typed.caret);
    }
    this.#previous = typed.text;
    this.#digits = typed.digits;
    const isComplete = this.verdict.kind === 'complete';
    for (const [state, holds] of [
      ['empty', typed.text === ''],
      ['complete', isComplete],
    ] as const) {
      this.input.classList.toggle(`Input--${state}`, holds);
      this.label.classList.toggle(`Label--${state}`, holds);
    }
  }
}

function deletionOf(inputType: string): Deletion {
  if (!inputType.startsWith('delete')) return null;
  return inputType.endsWith('Forward') ? 'forward' : 'backward';
}
