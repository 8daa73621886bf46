/**
 * A body as the exact text that was sent, or null as soon as it proves longer than `limit` bytes: no more than that is ever
 * held, whatever the sender claims. Invalid UTF-8 becomes replacement characters, which no signature matches.
 * @param chunks the body as it comes in; null for none
 * @param contentLength the header's value, null when there was none
 */
export async function readLimitedText(
  chunks: AsyncIterable<Uint8Array> | null,
  contentLength: string | null,
  limit: number,
): Promise<string | null> {
  if (Number(contentLength ?? 0) > limit) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks ?? []) {
    size += chunk.byteLength;
    if (size > limit) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts, size).toString('utf8');
}
