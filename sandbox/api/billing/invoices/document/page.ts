import { STYLE } from './style';
import type { Paper } from './text';

/** What the page of a paper offers beside the paper itself. */
export interface PageParts {
  /** Where the PDF is; null for a paper that has none. */
  pdf: string | null;
  /** The way to pay, as HTML; empty when there is nothing to pay. */
  payment: string;
}

/** Text as it stands in HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** The hosted page of an invoice. */
export function paperPage(paper: Paper, parts: PageParts): string {
  const { title, status, facts, introduction, lines, sums, footer } = paper;
  const details = facts.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
  const rows = lines.map(
    ({ description, detail, amount }) =>
      `<tr><td>${escaped(description)}${detail === '' ? '' : `<small>${escaped(detail)}</small>`}</td>` +
      `<td>${escaped(amount)}</td></tr>`,
  );
  const totals = sums.map(
    ({ label, value, strong }) =>
      `<tr${strong ? ' class="strong"' : ''}><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
  );
  const link = parts.pdf === null ? '' : `<p><a href="${escaped(parts.pdf)}">Download PDF</a></p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><header><h1>${escaped(title)}</h1><span class="status">${escaped(status)}</span></header>
<dl>${details.join('')}</dl>${paragraph(introduction)}
<table><thead><tr><th scope="col">Description</th><th scope="col">Amount</th></tr></thead>
<tbody>${rows.join('')}</tbody><tfoot>${totals.join('')}</tfoot></table>
${parts.payment}
<footer>${paragraph(footer)}${link}<p>Made by the sandbox. No money has moved.</p></footer></main></body></html>
`;
}

function paragraph(text: string | null): string {
  return text === null || text === '' ? '' : `<p>${escaped(text)}</p>`;
}
