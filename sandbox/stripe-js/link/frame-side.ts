import { CONNECT, HELLO } from './protocol';

export interface FrameLink<Outgoing> {
  send(message: Outgoing): void;
}

/**
 * The frame's end of a link to its page: says hello to the origin that embeds it and takes the channel that comes
 * back. Messages from any other window or origin are ignored.
 */
export function connectToPage<Outgoing, Incoming>(
  isMessage: (data: unknown) => data is Incoming,
  onMessage: (message: Incoming) => void,
): FrameLink<Outgoing> {
  let port: MessagePort | null = null;
  const host = hostOrigin();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const granted = event.ports[0];
    if (event.source !== window.parent || event.origin !== host || event.data !== CONNECT || !granted) return;
    port?.close();
    port = granted;
    port.onmessage = (received: MessageEvent<unknown>) => {
      if (isMessage(received.data)) onMessage(received.data);
    };
  });
  if (host !== null && window.parent !== window) window.parent.postMessage(HELLO, host);
  return { send: (message) => port?.postMessage(message) };
}

/** The embedding page's origin as the fragment states it, held against what the browser says where it says it. */
function hostOrigin(): string | null {
  const stated = new URLSearchParams(window.location.hash.slice(1)).get('host');
  if (stated === null || !URL.canParse(stated) || new URL(stated).origin !== stated) return null;
  const actual = window.location.ancestorOrigins?.[0];
  return actual === undefined || actual === stated ? stated : null;
}
