import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/** Where the first whole answer in the text ends, or null while it is not all there. */
function endOf(text: string): number | null {
  const head = text.indexOf(HEAD_END);
  if (head === -1) return null;
  const begin = head + HEAD_END.length;
  const length = /content-length: *(\d+)/i.exec(text.slice(0, head));
  if (length) return text.length >= begin + Number(length[1]) ? begin + Number(length[1]) : null;
  const end = text.indexOf(`0${HEAD_END}`, begin);
  return end === -1 ? null : end + 1 + HEAD_END.length;
}

/**
 * A connection that is kept alive, with one request under way at a time. It does the least a client can, so that on a
 * machine with few processors the client is not what is measured.
 */
export class Connection {
  #text = '';
  #answer: ((status: number) => void) | null = null;
  #fail: ((error: Error) => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => this.#read(part));
    socket.on('error', (error) => this.#fail?.(error));
    socket.on('close', () => this.#fail?.(new Error('The server closed the connection.')));
  }

  static open(url: URL): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: url.hostname, port: Number(url.port) });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  /** Sends a whole request; answers the status when all of the answer is there. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.#fail = null;
    this.socket.destroy();
  }

  #read(part: string): void {
    this.#text += part;
    const end = endOf(this.#text);
    if (end === null) return;
    const status = Number(this.#text.slice(9, 12));
    this.#text = this.#text.slice(end);
    this.#answer?.(status);
  }
}
