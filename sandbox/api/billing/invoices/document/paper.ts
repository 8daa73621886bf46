import type { Invoice } from '../invoice';
import { type PdfText, pdf } from './pdf';
import { invoiceText } from './text';

const LEFT = 56;
const MIDDLE = 330;
const RIGHT = 470;
/** A page has room for so many lines; the rest is told, not shown. */
const MOST_LINES = 20;

/** An invoice as a PDF. */
export function invoicePdf(invoice: Invoice): string {
  const { title, status, facts, lines, sums } = invoiceText(invoice);
  const texts: PdfText[] = [
    { x: LEFT, y: 770, size: 22, bold: true, text: title },
    { x: RIGHT, y: 770, size: 12, bold: true, text: status.toUpperCase() },
  ];
  let y = 738;
  const row = (cells: [x: number, text: string][], bold = false, size = 10) => {
    for (const [x, text] of cells) texts.push({ x, y, size, bold, text });
    y -= size + 8;
  };
  for (const [label, value] of facts)
    row([
      [LEFT, label],
      [LEFT + 100, value],
    ]);
  y -= 14;
  row(
    [
      [LEFT, 'Description'],
      [RIGHT, 'Amount'],
    ],
    true,
  );
  for (const line of lines.slice(0, MOST_LINES)) {
    row([
      [LEFT, line.description],
      [RIGHT, line.amount],
    ]);
    row([[LEFT, line.period.replace('–', '-')]], false, 8);
  }
  if (lines.length > MOST_LINES) row([[LEFT, `and ${lines.length - MOST_LINES} more lines`]]);
  y -= 10;
  for (const [label, value] of sums)
    row(
      [
        [MIDDLE, label],
        [RIGHT, value],
      ],
      label.startsWith('Amount'),
    );
  texts.push({
    x: LEFT,
    y: 48,
    size: 8,
    text: 'Made by the sandbox. Not a document of Stripe; no money has moved.',
  });
  return pdf(texts);
}
