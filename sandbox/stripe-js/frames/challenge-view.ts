import type { ChallengeConfig } from '../link/challenge';
import { formatAmount } from '../locale/amount';
import { fillIn, stringsFor } from '../locale/locale';
import { element, svg } from './dom';

/** The bank's page as the buyer sees it: what is asked, and the two ways it can end. */
export class ChallengeView {
  readonly root: HTMLElement;
  readonly #bank = element('span', { class: 'Bank' });
  readonly #heading = element('h1', { tabindex: '-1' });
  readonly #request = element('p', { class: 'Request' });
  readonly #explanation = element('p', { class: 'Explanation' });
  readonly #status = element('p', { class: 'Status', role: 'alert' });
  readonly #complete = element('button', { type: 'button', class: 'Button Button--primary' });
  readonly #fail = element('button', { type: 'button', class: 'Button' });
  #strings = stringsFor('en').challenge;

  constructor(onOutcome: (outcome: 'succeed' | 'fail') => void) {
    const header = element('div', { class: 'Header' }, shield(), this.#bank);
    const buttons = element('div', { class: 'Buttons' }, this.#complete, this.#fail);
    const text = [this.#heading, this.#request, this.#explanation, this.#status];
    this.root = element('div', { class: 'Card' }, header, ...text, buttons);
    this.#complete.addEventListener('click', () => onOutcome('succeed'));
    this.#fail.addEventListener('click', () => onOutcome('fail'));
  }

  show(config: ChallengeConfig): void {
    const strings = stringsFor(config.language).challenge;
    this.#strings = strings;
    document.documentElement.lang = config.language;
    this.#bank.textContent = strings.bank;
    this.#heading.textContent = strings.heading;
    this.#request.textContent =
      config.amount === null
        ? strings.setup
        : fillIn(strings.payment, { amount: formatAmount(config.amount, config.language) });
    this.#explanation.textContent = strings.explanation;
    this.#complete.textContent = strings.complete;
    this.#fail.textContent = strings.fail;
    // The heading first: a key still held down from the page's form must not press a button here.
    this.#heading.focus();
  }

  setWorking(isWorking: boolean): void {
    this.root.setAttribute('aria-busy', String(isWorking));
    for (const button of [this.#complete, this.#fail])
      button.setAttribute('aria-disabled', String(isWorking));
    this.#status.textContent = isWorking ? this.#strings.working : '';
    this.#status.classList.remove('Status--problem');
  }

  showUnreachable(): void {
    this.#status.textContent = this.#strings.unreachable;
    this.#status.classList.add('Status--problem');
  }
}

function shield(): SVGElement {
  const shape = svg('path', {
    d: 'M12 2.5 4.5 5.200v5.600c0 4.8 3.1 8.7 7.5 10.7 4.4-2 7.5-5.9 7.5-10.700V5.200z',
  });
  const tick = svg('path', { d: 'm8.6 11.8 2.4 2.4 4.4-4.6', class: 'Tick' });
  return svg(
    'svg',
    { class: 'Shield', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    shape,
    tick,
  );
}
