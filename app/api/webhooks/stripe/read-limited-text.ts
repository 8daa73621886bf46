/**
 * The body as the exact text that was sent, or null as soon as it proves longer than `limit` bytes: no more than that is ever
 * held, whatever the sender claims. Invalid UTF-8 becomes replacement characters, which no signature matches.
 */
export async function readLimitedText(request: Request, limit: number): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null;
  if (!request.body) return '';
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = request.body.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
