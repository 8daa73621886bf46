import type { Invoice } from '../invoice';
import { invoiceText } from './text';

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dfe3e8, #363b42); --soft: light-dark(#5b6470, #a3acb8); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#f6f7f9, #14171b); color: light-dark(#1a1f26, #f0f2f5); }
main { max-width: 40rem; margin: 3rem auto; padding: 2rem; background: light-dark(#fff, #1c2026); border: 1px solid var(--line); border-radius: 12px; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
h1 { font-size: 1.4rem; margin: 0; } .status { font-weight: 600; text-transform: capitalize; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; } dt { color: var(--soft); } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: 1.5rem 0; } th, td { text-align: left; padding: .6rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
td:last-child, thead th:last-child { text-align: right; font-variant-numeric: tabular-nums; } small { display: block; color: var(--soft); }
footer { color: var(--soft); font-size: .875rem; } a { color: inherit; }`;

/** The hosted page of an invoice, complete in itself. */
export function invoicePage(invoice: Invoice): string {
  const { title, status, facts, lines, sums } = invoiceText(invoice);
  const details = facts
    .map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`)
    .join('');
  const rows = lines.map(
    (line) =>
      `<tr><td>${escaped(line.description)}<small>${escaped(line.period)}</small></td><td>${escaped(line.amount)}</td></tr>`,
  );
  const totals = sums.map(
    ([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><header><h1>${escaped(title)}</h1><span class="status">${escaped(status)}</span></header>
<dl>${details}</dl>
<table><thead><tr><th scope="col">Description</th><th scope="col">Amount</th></tr></thead>
<tbody>${rows.join('')}</tbody><tfoot>${totals.join('')}</tfoot></table>
<footer><p><a href="${escaped(invoice.invoice_pdf ?? '')}">Download PDF</a></p>
<p>Made by the sandbox. No money has moved.</p></footer></main></body></html>
`;
}
