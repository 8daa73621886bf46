import type { Server } from 'node:http';

/** The port the sandbox listens on. */
export class Door {
  private port = 0;
  private reopening: NodeJS.Timeout | null = null;

  constructor(
    private readonly server: Server,
    private readonly host: string,
  ) {}

  /** Begins to listen; 0 picks a free port. Answers the port; rejects when it is taken. */
  async open(port: number): Promise<number> {
    this.port = await new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, this.host, () => {
        this.server.off('error', reject);
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
    return this.port;
  }

  /** Refuses connections for so many seconds and breaks those there are, once the request at hand is answered. */
  shutFor(seconds: number): void {
    if (this.reopening) return;
    this.reopening = setTimeout(() => {
      this.reopening = null;
      this.open(this.port).catch((error: unknown) => {
        console.error(`sandbox: port ${this.port} could not be opened again`, error);
      });
    }, seconds * 1000);
    setImmediate(() => {
      this.server.close();
      setTimeout(() => this.server.closeAllConnections(), 50).unref();
    });
  }

  /** Ends the connections first, so that no request can write to a journal that is closed. */
  close(): Promise<void> {
    if (this.reopening) clearTimeout(this.reopening);
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
