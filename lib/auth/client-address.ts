/**
 * The address attempts are counted under: the right-most entry of X-Forwarded-For. That is what the proxy nearest to us wrote
 * (or Next.js itself, from the socket, when there is no header); everything left of it is whatever the client sent. Served
 * with no proxy in front, a client that sends the header itself can change its address, but not the account it guesses at.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return addressBlock(last || 'unknown');
}

/** One IPv6 customer holds 2^64 addresses: count their /64 as one. */
function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = address.includes('::')
    ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
    : [];
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`.toLowerCase();
}
