import { describe, expect, it } from 'vitest';
import { type Deletion, type Typed, typeCvc, typeExpiry, typeNumber } from '@/sandbox/stripe-js/card/typing';

type Typist = (edit: { text: string; caret: number; previous: string; deletion: Deletion }) => Typed;

/** Splits "42|42" into a text and a caret. */
function at(marked: string): { text: string; caret: number } {
  return { text: marked.replace('|', ''), caret: marked.indexOf('|') };
}

function mark({ text, caret }: { text: string; caret: number }): string {
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

function press(typist: Typist, before: string, key: string): string {
  const { text, caret } = at(before);
  if (key === 'Backspace') {
    const raw = text.slice(0, Math.max(0, caret - 1)) + text.slice(caret);
    return mark(typist({ text: raw, caret: Math.max(0, caret - 1), previous: text, deletion: 'backward' }));
  }
  if (key === 'Delete') {
    const raw = text.slice(0, caret) + text.slice(caret + 1);
    return mark(typist({ text: raw, caret, previous: text, deletion: 'forward' }));
  }
  const raw = text.slice(0, caret) + key + text.slice(caret);
  return mark(typist({ text: raw, caret: caret + key.length, previous: text, deletion: null }));
}

function typeAll(typist: Typist, text: string): string {
  return [...text].reduce((marked, key) => press(typist, marked, key), '|');
}

describe('typing a card number', () => {
  it('groups while typing, with the caret at the end', () => {
    expect(typeAll(typeNumber, '4242424242424242')).toBe('4242 4242 4242 4242|');
    expect(typeAll(typeNumber, '378282246310005')).toBe('3782 822463 10005|');
  });

  it('drops what is too much and what is no digit', () => {
    expect(typeAll(typeNumber, '4242-4242 4242x42429')).toBe('4242 4242 4242 4242|');
  });

  it('keeps the caret beside the digit typed in the middle', () => {
    expect(press(typeNumber, '42|42 4242', '1')).toBe('421|4 2424 2');
    expect(press(typeNumber, '4242| 4242', '1')).toBe('4242 1|424 2');
  });

  it('takes a paste with spaces or dashes', () => {
    expect(press(typeNumber, '|', '4000-0025-0000-3155')).toBe('4000 0025 0000 3155|');
  });

  it('deletes the digit beyond a separator', () => {
    expect(press(typeNumber, '4242 |4', 'Backspace')).toBe('424|4');
    expect(press(typeNumber, '4242| 5678', 'Delete')).toBe('4242| 678');
    expect(press(typeNumber, '4242 4|', 'Backspace')).toBe('4242|');
  });

  it('regroups when the brand changes', () => {
    expect(press(typeNumber, '|782 8224 6310 005', '3')).toBe('3|782 822463 10005');
  });

  it('is emptied by Backspace alone', () => {
    let marked = typeAll(typeNumber, '4242424242424242');
    for (let presses = 0; presses < 16; presses += 1) marked = press(typeNumber, marked, 'Backspace');
    expect(marked).toBe('|');
  });
});

describe('typing an expiration date', () => {
  it('writes the separator by itself', () => {
    expect(typeAll(typeExpiry, '12')).toBe('12 / |');
    expect(typeAll(typeExpiry, '1234')).toBe('12 / 34|');
    expect(typeAll(typeExpiry, '12/34')).toBe('12 / 34|');
    expect(typeAll(typeExpiry, '12 / 34')).toBe('12 / 34|');
  });

  it('puts a zero before a month of one digit', () => {
    expect(typeAll(typeExpiry, '5')).toBe('05 / |');
    expect(typeAll(typeExpiry, '1/3')).toBe('01 / 3|');
    expect(typeAll(typeExpiry, '13')).toBe('01 / 3|');
  });

  it('takes pasted and autofilled forms', () => {
    expect(press(typeExpiry, '|', '12/2034')).toBe('12 / 34|');
    expect(press(typeExpiry, '|', '2034-12')).toBe('12 / 34|');
  });

  it('is emptied by Backspace alone', () => {
    let marked = '12 / 34|';
    const seen: string[] = [];
    while (marked !== '|' && seen.length < 10) {
      marked = press(typeExpiry, marked, 'Backspace');
      seen.push(marked);
    }
    expect(seen).toEqual(['12 / 3|', '12|', '1|', '|']);
    expect(press(typeExpiry, '12 / |', 'Backspace')).toBe('1|');
  });

  it('lets the month be changed without losing the year', () => {
    const without = press(typeExpiry, '1|2 / 34', 'Backspace');
    expect(without).toBe('0|2 / 34');
    expect(press(typeExpiry, '|02 / 34', '1')).toBe('1|0 / 34');
  });

  it('flows on into the year when typed right after the month', () => {
    expect(press(typeExpiry, '12| / ', '3')).toBe('12 / 3|');
  });
});

describe('typing a security code', () => {
  const four: Typist = (edit) => typeCvc(edit, 4);
  it('keeps digits only, up to the length asked for', () => {
    expect(typeAll(four, '12a345')).toBe('1234|');
    expect(press(four, '1|3', '2')).toBe('12|3');
  });
});
