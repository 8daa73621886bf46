import type { PaymentProvider, ProviderResult } from '../../provider';

/** Milliseconds for one document: Stripe draws some up when they are first asked for. */
const PATIENCE = 20_000;
const MOST_BYTES = 10 * 1024 * 1024;

const failed = (detail: string): ProviderResult<Uint8Array> => ({ kind: 'unavailable', detail });

/** An address from the mirror is fetched by this server: never anything but Stripe's own, or the sandbox's. */
function isOwn(address: URL, baseUrl: string | null): boolean {
  if (baseUrl !== null) return address.origin === new URL(baseUrl).origin;
  return address.protocol === 'https:' && /(?:^|\.)stripe\.com$/.test(address.hostname);
}

async function read(address: URL): Promise<ProviderResult<Uint8Array>> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/pdf'))
    return failed(`${answer.status} ${answer.headers.get('content-type')}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length <= MOST_BYTES ? { kind: 'ok', value: bytes } : failed(`${bytes.length} bytes`);
}

/** Documents, which are no part of the API: their addresses need no key. */
export function documentReads(baseUrl: string | null): Pick<PaymentProvider, 'readDocument'> {
  return {
    async readDocument(address) {
      const parsed = URL.parse(address);
      if (!parsed || !isOwn(parsed, baseUrl))
        return { kind: 'refused', code: 'invalid_request', detail: 'an address of somebody else' };
      try {
        return await read(parsed);
      } catch (error) {
        return failed(error instanceof Error ? error.name : 'unknown');
      }
    },
  };
}
