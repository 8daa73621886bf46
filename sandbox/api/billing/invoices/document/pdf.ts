/** One line of text on the page: points from the left and from the bottom of an A4 sheet. */
export interface PdfText {
  x: number;
  y: number;
  size: number;
  bold?: boolean;
  text: string;
}

const PAGE = { width: 595, height: 842 };

/**
 * A PDF of plain text, complete and valid on its own (PDF 1.4, standard fonts, a true cross-reference table), in
 * ASCII throughout. Characters outside WinAnsi become question marks.
 */
export function pdf(pages: readonly (readonly PdfText[])[]): string {
  // Catalog, page tree and the two fonts come first, then each page with its content behind it.
  const idOf = (page: number) => 5 + page * 2;
  const kids = pages.map((_, i) => `${idOf(i)} 0 R`).join(' ');
  const sheets = pages.flatMap((texts, i) => {
    const content = texts.map(drawing).join('\n');
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${idOf(i) + 1} 0 R ` +
        '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ];
  });
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    ...sheets,
  ]);
}

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function drawing(t: PdfText): string {
  return `BT /${t.bold ? 'F2' : 'F1'} ${t.size} Tf ${t.x} ${t.y} Td (${escaped(t.text)}) Tj ET`;
}

/** WinAnsi in ASCII: what PDF strings reserve and what is not ASCII becomes an octal escape. */
function escaped(text: string): string {
  return [...text].map(escapedCharacter).join('');
}

function escapedCharacter(character: string): string {
  const code = character === '€' ? 0x80 : (character.codePointAt(0) ?? 0x3f);
  if (code > 0xff) return '?';
  const plain = code >= 0x20 && code < 0x7f && !'\\()'.includes(character);
  return plain ? character : `\\${code.toString(8).padStart(3, '0')}`;
}

function assemble(objects: readonly string[]): string {
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  out += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  // One character is one byte, ASCII all the way: the offsets above count on it.
  return out;
}
