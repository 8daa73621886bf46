import type { FrameLooks } from '../link/protocol';
import type { Place } from './frame-box';

/**
 * Grey shapes in the place of the fields until they are there. Built and moved through the CSSOM and the animations
 * API alone, for pages with a strict Content-Security-Policy.
 */
export function buildSkeleton(looks: FrameLooks, place: Place): HTMLElement {
  const { variables } = looks;
  const ink = variables.colorText ?? '#30313d';
  const gap = `calc(${variables.spacingUnit ?? '4px'} * 3)`;
  const skeleton = document.createElement('div');
  skeleton.setAttribute('aria-hidden', 'true');
  Object.assign(skeleton.style, {
    position: 'absolute',
    inset: '0',
    display: 'grid',
    gridAutoRows: '1fr',
    gap,
    paddingBottom: place.hasNote ? '2em' : '0',
    boxSizing: 'border-box',
    pointerEvents: 'none',
  });
  for (const columns of place.rows) {
    const row = document.createElement('div');
    Object.assign(row.style, { display: 'grid', gap, gridAutoFlow: 'column', gridAutoColumns: '1fr' });
    for (let column = 0; column < columns; column += 1) row.append(field(ink, variables, place.hasLabels));
    skeleton.append(row);
  }
  const isCalm = !looks.animate || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (!isCalm) {
    skeleton.animate([{ opacity: 1 }, { opacity: 0.55 }, { opacity: 1 }], {
      duration: 1_400,
      iterations: Number.POSITIVE_INFINITY,
      easing: 'ease-in-out',
    });
  }
  return skeleton;
}

function field(ink: string, variables: FrameLooks['variables'], hasLabel: boolean): HTMLElement {
  const whole = document.createElement('div');
  Object.assign(whole.style, { display: 'flex', flexDirection: 'column', gap: '8px' });
  const input = bar(ink, 10);
  Object.assign(input.style, { flex: '1', borderRadius: variables.borderRadius ?? '6px' });
  if (hasLabel) {
    const label = bar(ink, 14);
    Object.assign(label.style, { height: '10px', width: '34%', borderRadius: '5px' });
    whole.append(label);
  }
  whole.append(input);
  return whole;
}

function bar(ink: string, strength: number): HTMLElement {
  const shape = document.createElement('div');
  shape.style.background = `color-mix(in srgb, ${ink} ${strength}%, transparent)`;
  return shape;
}
