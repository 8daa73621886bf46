import { strToU8, Zip, ZipPassThrough } from 'fflate';
import type { InvoiceDocument } from '@/lib/payments';

/** PDFs are compressed already: they are put in as they are. */
function add(zip: Zip, name: string, content: Uint8Array): void {
  const file = new ZipPassThrough(name);
  zip.add(file);
  file.push(content, true);
}

/** Said in the archive itself: by then its download has long begun. */
function addMissing(zip: Zip, names: readonly string[]): void {
  if (names.length === 0) return;
  const text = `These could not be read just now. Please download them again later.\n\n${names.join('\n')}\n`;
  add(zip, 'MISSING.txt', strToU8(text));
}

/** An archive of documents, made while it is read: one of them is held in memory at a time. */
export function zipOf(documents: AsyncGenerator<InvoiceDocument>): ReadableStream<Uint8Array> {
  const missing: string[] = [];
  let zip: Zip;
  return new ReadableStream({
    start(controller) {
      zip = new Zip((error, chunk, isLast) => {
        if (error) controller.error(error);
        else controller.enqueue(chunk);
        if (isLast) controller.close();
      });
    },
    async pull() {
      // On until there is something to read: a pull that gives nothing is not made again.
      for (;;) {
        const { done, value } = await documents.next();
        if (done) {
          addMissing(zip, missing);
          return zip.end();
        }
        if (value.content !== null) return add(zip, value.name, value.content);
        missing.push(value.name);
      }
    },
    // Whoever went away has no more documents read for them.
    async cancel() {
      await documents.return(undefined);
    },
  });
}
