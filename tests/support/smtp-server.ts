import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/**
 * How the server takes one connection: as it should, with an error of its own, with a refusal of the recipient, taking the
 * mail and hanging up before it says so, or never saying a word.
 */
export type Manner = 'well' | 'busy' | 'unknown_recipient' | 'hang_up' | 'silent';

/** A mail server just large enough to hand a mail to: what it was given is kept as it came over the wire. */
export class SmtpServer {
  readonly mails: string[] = [];
  /** The manner of each next connection; `well` when there is none left. */
  readonly manners: Manner[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmtpServer> {
    const server = createServer();
    const smtp = new SmtpServer(server);
    server.on('connection', (socket) => smtp.talk(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return smtp;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The mail server is not listening');
    return `smtp://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => {});
    const manner = this.manners.shift() ?? 'well';
    if (manner === 'silent') return;
    let received = '';
    let inMail = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
      for (;;) {
        const end = received.indexOf(inMail ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = received.slice(0, end);
        received = received.slice(end + (inMail ? 5 : 2));
        if (inMail) {
          inMail = false;
          this.mails.push(part);
          if (manner === 'hang_up') socket.destroy();
          else socket.write('250 taken\r\n');
        } else {
          inMail = this.answer(socket, part, manner);
        }
      }
    });
  }

  /** Answers one command; true when a mail follows. */
  private answer(socket: Socket, line: string, manner: Manner): boolean {
    const command = line.slice(0, 4).toUpperCase();
    if (command === 'QUIT') {
      socket.end('221 bye\r\n');
    } else if (command === 'RCPT' && manner === 'unknown_recipient') {
      socket.write(`550 no such user ${line.slice(8)}\r\n`);
    } else if (command === 'MAIL' && manner === 'busy') {
      socket.write('451 try again later\r\n');
    } else if (command === 'DATA') {
      socket.write('354 go on\r\n');
      return true;
    } else {
      socket.write('250 ok\r\n');
    }
    return false;
  }
}
