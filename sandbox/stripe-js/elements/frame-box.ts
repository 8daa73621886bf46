import type { FrameLooks } from '../link/protocol';

/** Room around the fields inside the frame, so that a focus ring is not cut off at its edge. */
const RING_ROOM_PX = 4;

/** What kind of frame goes into a place, and how much room to keep for it until it has measured itself. */
export interface Place {
  /** The frame's accessible name. */
  readonly title: string;
  readonly path: string;
  /** How many fields each row has. */
  readonly rows: readonly number[];
  readonly hasLabels: boolean;
  /** Lines of small print above the last one. */
  readonly termLines: number;
  readonly hasNote: boolean;
  /** The height of a field in pixels where it is fixed. */
  readonly fieldHeight?: number;
}

/**
 * Builds the frame and its box. Styles are set through the CSSOM alone: the page may forbid inline style attributes
 * and style elements by its Content-Security-Policy.
 */
export function buildFrame(
  address: string,
  title: string,
  looks: FrameLooks,
): { box: HTMLElement; iframe: HTMLIFrameElement } {
  const box = document.createElement('div');
  box.className = '__PrivateStripeElement';
  Object.assign(box.style, {
    position: 'relative',
    display: 'block',
    margin: '0',
    padding: '0',
    border: 'none',
  });
  const iframe = document.createElement('iframe');
  iframe.title = title;
  iframe.src = address;
  iframe.setAttribute('allow', 'payment *');
  Object.assign(iframe.style, {
    display: 'block',
    width: `calc(100% + ${2 * RING_ROOM_PX}px)`,
    maxWidth: 'none',
    margin: `-${RING_ROOM_PX}px`,
    border: 'none',
    overflow: 'hidden',
    opacity: '0',
    background: 'transparent',
    colorScheme: looks.scheme,
    userSelect: 'none',
  });
  box.append(iframe);
  return { box, iframe };
}

export function setFrameHeight(iframe: HTMLIFrameElement, pixels: number): void {
  iframe.style.height = `${Math.ceil(pixels)}px`;
}

/** Shows a frame whose fields are laid out. Its height changes at once: what lies below must not move for long. */
export function revealFrame(iframe: HTMLIFrameElement, animate: boolean): void {
  const isCalm = !animate || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  iframe.style.opacity = '1';
  iframe.style.transition = isCalm ? 'none' : 'opacity 0.2s ease';
}

/** The height to reserve before the frame has measured itself, so that the page below does not jump. */
export function estimateHeight(looks: FrameLooks, place: Place): number {
  const size = Number.parseFloat(looks.variables.fontSizeBase ?? '16') || 16;
  const unit = Number.parseFloat(looks.variables.spacingUnit ?? '4') || 4;
  const lineHeight = Number.parseFloat(looks.variables.fontLineHeight ?? '1.4') || 1.4;
  const label = looks.labels === 'floating' ? size * 0.9 : size * 0.93 * lineHeight + unit;
  const field = place.fieldHeight ?? label + size * lineHeight + unit * 6 + 2;
  const rows = place.rows.length * field + (place.rows.length - 1) * unit * 3;
  const terms = place.termLines > 0 ? size * 0.875 * lineHeight * place.termLines + unit * 3 : 0;
  const note = place.hasNote ? size * 0.8 * lineHeight + unit * 3 : 0;
  return rows + terms + note + 2 * RING_ROOM_PX;
}
