import { CONNECT, HELLO } from './protocol';

export interface LinkOptions<Incoming> {
  readonly iframe: HTMLIFrameElement;
  readonly origin: string;
  readonly isMessage: (data: unknown) => data is Incoming;
  readonly onMessage: (message: Incoming) => void;
  /** Called on every connection: a frame that was moved in the document loads, and connects, anew. */
  readonly onConnect: () => void;
  /** Called when the frame has loaded something that does not say hello: an error page, most likely. */
  readonly onSilence: () => void;
}

/** A frame says hello before it has finished loading; after this long it is not going to. */
const GRACE_MS = 1_500;

/**
 * The page's end of a link to one frame. Only a hello from this very frame and from the sandbox's origin is
 * answered, and the channel's other end is posted to that origin alone, so that no third party can hold it.
 */
export class PageLink<Outgoing, Incoming> {
  readonly #options: LinkOptions<Incoming>;
  #port: MessagePort | null = null;
  #grace: number | undefined;

  constructor(options: LinkOptions<Incoming>) {
    this.#options = options;
    window.addEventListener('message', this.#greet);
    options.iframe.addEventListener('load', this.#listenForSilence);
  }

  /** Sends a message if the frame is connected; says whether it was. */
  send(message: Outgoing): boolean {
    this.#port?.postMessage(message);
    return this.#port !== null;
  }

  close(): void {
    window.removeEventListener('message', this.#greet);
    this.#options.iframe.removeEventListener('load', this.#listenForSilence);
    window.clearTimeout(this.#grace);
    this.#port?.close();
    this.#port = null;
  }

  readonly #listenForSilence = (): void => {
    window.clearTimeout(this.#grace);
    this.#grace = window.setTimeout(() => {
      if (this.#port === null) this.#options.onSilence();
    }, GRACE_MS);
  };

  readonly #greet = (event: MessageEvent<unknown>): void => {
    const { iframe, origin } = this.#options;
    if (event.origin !== origin || event.source !== iframe.contentWindow || event.data !== HELLO) return;
    this.#port?.close();
    const channel = new MessageChannel();
    this.#port = channel.port1;
    channel.port1.onmessage = (received: MessageEvent<unknown>) => {
      if (this.#options.isMessage(received.data)) this.#options.onMessage(received.data);
    };
    iframe.contentWindow?.postMessage(CONNECT, origin, [channel.port2]);
    this.#options.onConnect();
  };
}

/** The address of a frame page, with the page's origin in the fragment so that the frame knows whom to trust. */
export function frameAddress(origin: string, path: string): string {
  return `${origin}${path}#host=${encodeURIComponent(window.location.origin)}`;
}
