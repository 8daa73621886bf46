import type { CardBrand } from '../card/brand';
import { svg } from './dom';

type Drawing = () => SVGElement[];

const PAPER = { x: '0.5', y: '0.5', width: '35', height: '23', rx: '3.5' };

function plate(fill: string, stroke: string): SVGElement {
  return svg('rect', { ...PAPER, fill, stroke });
}

function lettering(text: string, fill: string, extra: Record<string, string>): SVGElement {
  const font = {
    'font-family': 'Arial, Helvetica, sans-serif',
    'font-weight': '800',
    'text-anchor': 'middle',
  };
  return svg('text', { x: '18', fill, ...font, lengthAdjust: 'spacingAndGlyphs', ...extra }, text);
}

/** Simple drawings of our own: enough to tell the brands apart at a glance. */
const DRAWINGS: Readonly<Record<CardBrand, Drawing>> = {
  visa: () => [
    plate('#ffffff', '#d7dbe3'),
    lettering('VISA', '#1a3a9c', { y: '16.4', 'font-size': '12', 'font-style': 'italic', textLength: '25' }),
  ],
  mastercard: () => [
    plate('#ffffff', '#d7dbe3'),
    svg('circle', { cx: '14', cy: '12', r: '7', fill: '#e5202c' }),
    svg('circle', { cx: '22', cy: '12', r: '7', fill: '#f59b1c' }),
    svg('path', { d: 'M18 6.26a7 7 0 0 1 0 11.48a7 7 0 0 1 0-11.48z', fill: '#f0611f' }),
  ],
  amex: () => [
    plate('#1f72cd', '#1f72cd'),
    lettering('AMEX', '#ffffff', { y: '15.9', 'font-size': '10.5', textLength: '27' }),
  ],
  discover: () => [
    plate('#ffffff', '#d7dbe3'),
    svg('path', {
      d: 'M13 23.5h19a3.5 3.5 0 0 0 3.5-3.500v-7.500C31 17.5 22 21.5 13 23.500z',
      fill: '#f4791f',
    }),
    lettering('DISCOVER', '#1d2130', { y: '12', 'font-size': '6.5', textLength: '30' }),
  ],
  diners: () => [
    plate('#ffffff', '#d7dbe3'),
    svg('circle', { cx: '18', cy: '12', r: '8', fill: '#1b5a9e' }),
    svg('circle', { cx: '18', cy: '12', r: '6.2', fill: '#ffffff' }),
    svg('path', {
      d: 'M16.6 7.400a4.8 4.8 0 0 0 0 9.200zM19.4 7.400a4.8 4.8 0 0 1 0 9.200z',
      fill: '#1b5a9e',
    }),
  ],
  jcb: () => [
    plate('#ffffff', '#d7dbe3'),
    ...['#1764b0', '#cf1f38', '#2b9442'].flatMap((color, index) => {
      const x = 7 + index * 7.5;
      return [
        svg('rect', { x: String(x), y: '4.5', width: '7', height: '15', rx: '2', fill: color }),
        lettering('JCB'.charAt(index), '#ffffff', { x: String(x + 3.5), y: '14.2', 'font-size': '6.5' }),
      ];
    }),
  ],
  unionpay: () => [
    plate('#ffffff', '#d7dbe3'),
    svg('path', { d: 'M8.5 4.500h8l-3 15h-8z', fill: '#d7202f' }),
    svg('path', { d: 'M15.5 4.500h8l-3 15h-8z', fill: '#12457f' }),
    svg('path', { d: 'M22.5 4.500h8l-3 15h-8z', fill: '#0b7c80' }),
  ],
  unknown: () => [
    svg('rect', { ...PAPER, fill: 'none', stroke: 'currentColor', 'stroke-opacity': '0.6' }),
    svg('rect', { x: '0.5', y: '6', width: '35', height: '4', fill: 'currentColor', 'fill-opacity': '0.5' }),
  ],
};

/** The icon of a card brand, decorative: its name is told in words beside the field. */
export function brandIcon(brand: CardBrand): SVGElement {
  return icon(`BrandIcon BrandIcon--${brand}`, DRAWINGS[brand]());
}

/** A card with its security code marked: on the back for most brands, on the front for American Express. */
export function cvcIcon(side: 'front' | 'back'): SVGElement {
  const stripe = svg('rect', {
    x: '0.5',
    y: '5',
    width: '35',
    height: '4.5',
    fill: 'currentColor',
    'fill-opacity': '0.45',
  });
  const chip = svg('rect', {
    x: '4',
    y: '8',
    width: '7',
    height: '6',
    rx: '1.5',
    fill: 'currentColor',
    'fill-opacity': '0.35',
  });
  const mark = svg('rect', {
    class: 'CvcMark',
    x: side === 'back' ? '19' : '17',
    y: side === 'back' ? '12' : '4',
    width: '14',
    height: '8',
    rx: '2',
  });
  const dots = [3.5, 7, 10.5].map((offset) =>
    svg('circle', {
      class: 'CvcDot',
      cx: String((side === 'back' ? 19 : 17) + offset),
      cy: side === 'back' ? '16' : '8',
      r: '1.1',
    }),
  );
  const outline = svg('rect', { ...PAPER, fill: 'none', stroke: 'currentColor', 'stroke-opacity': '0.45' });
  return icon('CvcIcon', [outline, side === 'back' ? stripe : chip, mark, ...dots]);
}

function icon(className: string, parts: SVGElement[]): SVGElement {
  const attributes = {
    class: className,
    viewBox: '0 0 36 24',
    width: '30',
    height: '20',
    focusable: 'false',
  };
  return svg('svg', { ...attributes, 'aria-hidden': 'true' }, ...parts);
}
