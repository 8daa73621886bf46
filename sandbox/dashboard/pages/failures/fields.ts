import { type Html, html } from '../../html';

/** Values with the words for them. */
export type Choices = readonly (readonly [value: string, words: string])[];

export function choice(name: string, label: string, choices: Choices, now?: string): Html {
  const options = choices.map(
    ([value, words]) =>
      html`<option value="${value}"${value === now ? html` selected` : null}>${words}</option>`,
  );
  return html`<label>${label}<select name="${name}">${options}</select></label>`;
}

interface Range {
  min?: number;
  max?: number;
  now?: number | undefined;
  /** What an empty field means. */
  empty?: string;
  /** Whether fractions are numbers too. */
  fine?: boolean;
}

export function number(name: string, label: string, { min, max, now, empty, fine }: Range): Html {
  const least = min === undefined ? null : html` min="${min}"`;
  const most = max === undefined ? null : html` max="${max}"`;
  const step = fine ? html` step="any"` : null;
  const hint = empty === undefined ? null : html` placeholder="${empty}"`;
  return html`<label>${label}<input name="${name}" type="number"${least}${most}${step}${hint} value="${now}"></label>`;
}

export function words(name: string, label: string, now: string | undefined, empty: string): Html {
  return html`<label>${label}<input name="${name}" value="${now}" placeholder="${empty}" autocomplete="off"></label>`;
}

/** A number field for the seed from which chances are drawn. */
export function seedField(name: string, now?: number): Html {
  return number(name, 'Seed of its chances', { min: 0, max: 0xffffffff, now, empty: '1' });
}

/** The rarely used part of a form, folded away until it is asked for. */
export function more(summary: string, fields: Html | readonly Html[]): Html {
  return html`<details><summary>${summary}</summary><div class="fields">${fields}</div></details>`;
}

/** Fields that belong together, under a name of their own. */
export function group(legend: string, fields: Html | readonly Html[]): Html {
  return html`<fieldset><legend>${legend}</legend><div class="fields">${fields}</div></fieldset>`;
}

/** A probability as it is shown, without the noise of its arithmetic. */
export function percent(probability: number | undefined): number | undefined {
  return probability === undefined ? undefined : Number((probability * 100).toFixed(4));
}

/** What was typed; null for a field left empty, which means something else than 0. */
export function typed(form: URLSearchParams, name: string): string | null {
  return form.get(name)?.trim() || null;
}

/** The words of a list, however they were parted; null when there is none. */
export function listed(form: URLSearchParams, name: string): string[] | null {
  return (
    typed(form, name)
      ?.split(/[\s,]+/)
      .filter((word) => word !== '') ?? null
  );
}

/** What was typed as a number. What is none becomes NaN, which is null in JSON, and which the control refuses. */
export function figure(form: URLSearchParams, name: string): number | null {
  const text = typed(form, name);
  return text === null ? null : Number(text);
}

/** A percentage as a probability. */
export function chance(form: URLSearchParams, name: string): number | null {
  const hundredths = figure(form, name);
  return hundredths === null ? null : hundredths / 100;
}

/** An object without the fields that were left empty. */
export function filled(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
