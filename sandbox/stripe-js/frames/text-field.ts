import { element } from './dom';
import { FieldMessage } from './field-message';

export interface TextFieldSpec {
  readonly name: string;
  readonly autocomplete: string;
  readonly type?: 'text' | 'email' | 'tel';
  readonly inputmode?: string;
  readonly onChange: () => void;
  /** What is wrong with the text, in words, or null. */
  readonly judge: (text: string) => string | null;
}

/** One labelled text input, or a choice from a list, with its message. */
export class TextField {
  readonly root: HTMLElement;
  readonly label: HTMLLabelElement;
  readonly #spec: TextFieldSpec;
  readonly #message: FieldMessage;
  readonly #box: HTMLElement;
  readonly #id: string;
  #control: HTMLInputElement | HTMLSelectElement;
  #problem: string | null = null;

  constructor(spec: TextFieldSpec) {
    this.#spec = spec;
    this.#id = `field-${spec.name}`;
    this.label = element('label', { class: 'Label', for: this.#id });
    this.#message = new FieldMessage(`${this.#id}-error`);
    this.#control = this.#buildInput();
    this.#box = element('div', { class: 'InputBox' }, this.#control);
    this.root = element(
      'div',
      { class: `Field Field--${spec.name}` },
      this.label,
      this.#box,
      this.#message.root,
    );
  }

  get control(): HTMLInputElement | HTMLSelectElement {
    return this.#control;
  }

  get text(): string {
    return this.#control.value.trim();
  }

  set text(value: string) {
    this.#control.value = value;
    this.#mark();
  }

  /** What is wrong with it as it stands, whether it is shown or not. */
  get fault(): string | null {
    return this.#spec.judge(this.text);
  }

  get hasProblem(): boolean {
    return this.#problem !== null;
  }

  require(isRequired: boolean): void {
    this.#control.setAttribute('aria-required', String(isRequired));
  }

  /** Turns the field into a choice, or back into an input where `choices` is null. The value is kept if it can be. */
  choose(choices: readonly { readonly value: string; readonly label: string }[] | null): void {
    const { value } = this.#control;
    const required = this.#control.getAttribute('aria-required') ?? 'false';
    if (choices === null) {
      if (this.#control instanceof HTMLInputElement) return;
      this.#replace(this.#buildInput());
    } else {
      const options = choices.map((choice) => element('option', { value: choice.value }, choice.label));
      this.#replace(this.#buildSelect(options));
      const fitting = choices.some((choice) => choice.value === value) ? value : '';
      this.#control.value = fitting;
    }
    this.#control.setAttribute('aria-required', required);
    this.#mark();
  }

  /** Shows what is wrong or missing, or takes the message away. */
  showFault(): void {
    this.#show(this.fault);
  }

  /** Once something has been said, or the field was left with something in it, it is judged again. */
  recheck(): void {
    if (this.#problem !== null || this.text !== '') this.showFault();
  }

  clear(): void {
    this.text = '';
    this.#show(null);
    this.#message.clear();
  }

  #replace(control: HTMLInputElement | HTMLSelectElement): void {
    this.#control.remove();
    this.#control = control;
    this.#box.replaceChildren(control);
    this.#box.classList.toggle('InputBox--select', control instanceof HTMLSelectElement);
  }

  #buildInput(): HTMLInputElement {
    const { type = 'text', inputmode } = this.#spec;
    const input = element('input', {
      ...this.#attributes(),
      type,
      spellcheck: 'false',
      ...(inputmode && { inputmode }),
    });
    this.#listen(input);
    return input;
  }

  #buildSelect(options: HTMLOptionElement[]): HTMLSelectElement {
    const select = element('select', this.#attributes(), ...options);
    this.#listen(select);
    return select;
  }

  #attributes(): Record<string, string> {
    return {
      class: 'Input Input--empty',
      id: this.#id,
      name: this.#spec.name,
      autocomplete: this.#spec.autocomplete,
      'aria-invalid': 'false',
      'aria-describedby': `${this.#id}-error`,
    };
  }

  #listen(control: HTMLInputElement | HTMLSelectElement): void {
    control.addEventListener('input', () => {
      this.#mark();
      // While somebody types, what was wrong may be made right; what is not yet whole is not called wrong.
      if (this.#problem !== null) this.#show(this.fault === null ? null : this.#problem);
      this.#spec.onChange();
    });
    control.addEventListener('blur', () => {
      this.recheck();
      this.#spec.onChange();
    });
  }

  #mark(): void {
    const isEmpty = this.text === '';
    this.#control.classList.toggle('Input--empty', isEmpty);
    this.label.classList.toggle('Label--empty', isEmpty);
    this.#control.classList.toggle('Input--complete', !isEmpty && this.fault === null);
  }

  #show(problem: string | null): void {
    this.#problem = problem;
    this.#message.say(problem ?? '');
    this.#control.setAttribute('aria-invalid', String(problem !== null));
    this.#control.classList.toggle('Input--invalid', problem !== null);
    this.label.classList.toggle('Label--invalid', problem !== null);
  }
}
