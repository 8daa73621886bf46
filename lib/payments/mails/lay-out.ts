import type { Letter } from './letters/letter';

const BRAND = 'Billfold';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text that stays text wherever it is put into HTML. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** A letter as plain text. */
export function textOf({ paragraphs, facts, action }: Letter, name: string, siteUrl: string): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2;
  return [
    `Hello ${name},`,
    ...paragraphs,
    facts.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`).join('\n'),
    `${action.label}:\n${siteUrl}${action.path}`,
    `${BRAND}\n${siteUrl}`,
  ].join('\n\n');
}

// No table, no picture, nothing fetched. Neither text nor ground is given a colour, so the reader's own scheme holds.
const BODY =
  'margin:0 auto;max-width:34rem;padding:2rem 1.25rem;font:16px/1.55 system-ui,-apple-system,Segoe UI,sans-serif';
const BUTTON =
  'display:inline-block;padding:.7rem 1.2rem;border-radius:.5rem;background:#0a6346;color:#ffffff;text-decoration:none;font-weight:600';
const FACTS = 'margin:1.5rem 0;padding:1rem 1.25rem;border:1px solid #848d86;border-radius:.5rem';

/** A letter as HTML. */
export function htmlOf(letter: Letter, name: string, siteUrl: string): string {
  const facts = letter.facts.map(
    ([label, value]) =>
      `<dt style="font-size:.875rem;opacity:.8">${escape(label)}</dt><dd style="margin:0 0 .6rem;font-weight:600">${escape(value)}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(letter.subject)}</title></head>
<body style="${BODY}">
<p>Hello ${escape(name)},</p>
${letter.paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`).join('\n')}
<dl style="${FACTS}">${facts.join('')}</dl>
<p><a href="${escape(siteUrl + letter.action.path)}" style="${BUTTON}">${escape(letter.action.label)}</a></p>
<p style="margin-top:2rem;font-size:.875rem;opacity:.8">${BRAND} · <a href="${escape(siteUrl)}" style="color:inherit">${escape(new URL(siteUrl).host)}</a></p>
</body>
</html>
`;
}
