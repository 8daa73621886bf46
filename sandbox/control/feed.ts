import type { ServerResponse } from 'node:http';

export type FeedKind = 'request' | 'event' | 'delivery' | 'clock' | 'fault' | 'limits' | 'webhooks' | 'reset';

/** Lines kept for readers that come back after a break. */
const KEPT = 500;
const HEARTBEAT_MS = 15_000;
/** A reader that is this many bytes behind is let go; it comes back by itself. */
const MOST_BEHIND = 1 << 20;

/** Tells readers what happens, in server-sent events. */
export class Feed {
  private readonly readers = new Set<ServerResponse>();
  private lines: { id: number; text: string }[] = [];
  private last = 0;
  private readonly heart: NodeJS.Timeout;

  constructor() {
    this.heart = setInterval(() => this.write(': \n\n'), HEARTBEAT_MS);
    this.heart.unref();
  }

  publish(kind: FeedKind, data: object): void {
    this.last += 1;
    const text = `id: ${this.last}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
    this.lines.push({ id: this.last, text });
    if (this.lines.length >= KEPT * 2) this.lines = this.lines.slice(-KEPT);
    this.write(text);
  }

  /** Adds a reader, with what it missed since the line it saw last. */
  attach(outgoing: ServerResponse, seen: number): void {
    // 0 is a reader that comes for the first time: it has missed nothing.
    const missed = seen === 0 ? [] : this.lines.filter(({ id }) => id > seen);
    outgoing.write(`retry: 1000\n\n${missed.map(({ text }) => text).join('')}`);
    this.readers.add(outgoing);
    outgoing.once('close', () => this.readers.delete(outgoing));
  }

  close(): void {
    clearInterval(this.heart);
    for (const reader of this.readers) reader.destroy();
  }

  private write(text: string): void {
    for (const reader of this.readers) {
      if (reader.writableLength > MOST_BEHIND) reader.destroy();
      else reader.write(text);
    }
  }
}
