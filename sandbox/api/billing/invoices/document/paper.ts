import { type PdfText, pdf } from './pdf';
import type { Paper } from './text';

const LEFT = 56;
const MIDDLE = 300;
const RIGHT = 470;
const TOP = 770;
/** Below it is the foot of every page. */
const BOTTOM = 80;
/** What fits between the left edge and the amounts. */
const MOST_CHARACTERS = 72;

/** Sets rows of text under each other, on as many pages as they take. */
class Sheets {
  readonly pages: PdfText[][] = [[]];
  private y = TOP;

  row(cells: readonly [x: number, text: string][], size = 10, bold = false): void {
    if (this.y < BOTTOM) {
      this.pages.push([]);
      this.y = TOP;
    }
    for (const [x, text] of cells) this.pages.at(-1)?.push({ x, y: this.y, size, bold, text });
    this.y -= size + 8;
  }

  gap(points: number): void {
    this.y -= points;
  }
}

/** An invoice or a credit note as a PDF, with all of its lines. */
export function paperPdf(paper: Paper): string {
  const sheets = new Sheets();
  sheets.row([[LEFT, paper.title]], 22, true);
  sheets.row([[LEFT, paper.status.toUpperCase()]], 10, true);
  sheets.gap(8);
  for (const [label, value] of paper.facts) {
    sheets.row([
      [LEFT, label],
      [LEFT + 110, value],
    ]);
  }
  sheets.gap(14);
  for (const text of wrapped(paper.introduction)) sheets.row([[LEFT, text]]);
  sheets.row(
    [
      [LEFT, 'Description'],
      [RIGHT, 'Amount'],
    ],
    10,
    true,
  );
  for (const line of paper.lines) {
    const [first = '', ...rest] = wrapped(line.description);
    sheets.row([
      [LEFT, first],
      [RIGHT, line.amount],
    ]);
    for (const text of rest) sheets.row([[LEFT, text]]);
    if (line.detail !== '') sheets.row([[LEFT, line.detail.replace('–', '-')]], 8);
  }
  sheets.gap(10);
  for (const { label, value, strong } of paper.sums) {
    sheets.row(
      [
        [MIDDLE, label],
        [RIGHT, value],
      ],
      10,
      strong,
    );
  }
  sheets.gap(10);
  for (const text of wrapped(paper.footer)) sheets.row([[LEFT, text]], 8);
  return pdf(sheets.pages.map((texts, i) => [...texts, ...foot(i + 1, sheets.pages.length)]));
}

function foot(page: number, pages: number): PdfText[] {
  const text = 'Made by the sandbox. Not a document of Stripe; no money has moved.';
  return [
    { x: LEFT, y: 48, size: 8, text },
    { x: RIGHT, y: 48, size: 8, text: `Page ${page} of ${pages}` },
  ];
}

/** Text in pieces that fit in a row, broken between words where it can be. */
function wrapped(text: string | null): string[] {
  const rows: string[] = [];
  for (const word of (text ?? '').split(/\s+/)) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + word.length < MOST_CHARACTERS)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(...(word.match(new RegExp(`.{1,${MOST_CHARACTERS}}`, 'g')) ?? []));
  }
  return rows;
}
