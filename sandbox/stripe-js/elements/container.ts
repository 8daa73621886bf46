import { describeValue, IntegrationError } from '../integration-error';

const BASE = 'StripeElement';
const STATES = ['empty', 'complete', 'invalid', 'focus'] as const;

/**
 * Finds the node to mount on.
 * @throws IntegrationError when a selector matches nothing or the value is no element
 */
export function findContainer(target: unknown): HTMLElement {
  if (target instanceof HTMLElement) return target;
  if (typeof target !== 'string') {
    throw new IntegrationError(
      `Invalid DOM element: mount() takes a CSS selector or a DOM element. You specified: ${describeValue(target)}.`,
    );
  }
  const found = document.querySelector(target);
  if (found instanceof HTMLElement) return found;
  throw new IntegrationError(
    `The selector you specified (${target}) applies to no DOM elements that are currently on the page. ` +
      'Make sure the element exists on the page before calling mount().',
  );
}

/** Puts Stripe's state classes on the container, or takes them off when `state` is null. */
export function markContainer(
  container: HTMLElement,
  state: Readonly<Record<(typeof STATES)[number], boolean>> | null,
): void {
  container.classList.toggle(BASE, state !== null);
  for (const name of STATES) container.classList.toggle(`${BASE}--${name}`, state?.[name] ?? false);
}
