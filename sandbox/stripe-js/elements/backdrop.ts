/**
 * The color behind an element, composed of all its ancestors' backgrounds, as `rgb(…)`; null where it can't be told
 * (an image or gradient lies behind, or nothing opaque does).
 *
 * The frame paints it under its texts: a document in a frame can't be seen through by tools that check contrast,
 * which would judge light text on a dark page as light on white.
 */
function backdropOf(container: Element): string | null {
  const layers: string[] = [];
  for (let node: Element | null = container; node !== null; node = node.parentElement) {
    const style = getComputedStyle(node);
    if (style.backgroundImage !== 'none') return null;
    layers.unshift(style.backgroundColor);
  }
  return compose(layers);
}

function compose(layers: readonly string[]): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  for (const color of layers) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : null;
}

/** Calls back when the color behind an element changes: another color scheme, a class on the page, a transition. */
export class BackdropWatch {
  readonly #container: Element;
  readonly #report: (color: string | null) => void;
  readonly #observer = new MutationObserver(() => this.check());
  readonly #scheme = window.matchMedia('(prefers-color-scheme: dark)');
  #last: string | null;

  constructor(container: Element, report: (color: string | null) => void) {
    this.#container = container;
    this.#report = report;
    this.#last = backdropOf(container);
    for (const node of [document.documentElement, document.body])
      this.#observer.observe(node, { attributes: true });
    this.#scheme.addEventListener('change', this.check);
    document.addEventListener('transitionend', this.check);
  }

  get color(): string | null {
    return this.#last;
  }

  readonly check = (): void => {
    const color = backdropOf(this.#container);
    if (color === this.#last) return;
    this.#last = color;
    this.#report(color);
  };

  stop(): void {
    this.#observer.disconnect();
    this.#scheme.removeEventListener('change', this.check);
    document.removeEventListener('transitionend', this.check);
  }
}
