import type { ServerResponse } from 'node:http';
import type { FatedAnswer } from '../api/kernel/interference';

/** In how many pieces a slow body comes. */
const PIECES = 20;

/** Sends an answer, or does to it what a fault has in mind. */
export function send(outgoing: ServerResponse, answer: FatedAnswer, bodiless: boolean): void {
  const { fate } = answer;
  switch (fate?.kind) {
    case undefined:
      head(outgoing, answer);
      outgoing.end(bodiless ? undefined : answer.body);
      return;
    case 'silence':
      return;
    case 'reset':
      // A real reset (RST), not a polite end: the caller must not mistake it for an empty answer.
      outgoing.socket?.resetAndDestroy();
      return;
    case 'truncated':
      head(outgoing, answer);
      outgoing.write(answer.body.slice(0, Math.floor(answer.body.length / 2)), () =>
        outgoing.socket?.destroy(),
      );
      return;
    case 'slow_body':
      head(outgoing, answer);
      trickle(outgoing, answer.body, fate.ms);
  }
}

function head(outgoing: ServerResponse, answer: FatedAnswer): void {
  const length = Buffer.byteLength(answer.body);
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': length });
}

/** Sends a body piece by piece over so many milliseconds. */
function trickle(outgoing: ServerResponse, body: string, milliseconds: number): void {
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  let start = 0;
  const timer = setInterval(() => {
    outgoing.write(body.slice(start, start + size));
    start += size;
    if (start >= body.length) outgoing.end();
    if (start >= body.length || outgoing.destroyed) clearInterval(timer);
  }, milliseconds / PIECES);
  outgoing.once('close', () => clearInterval(timer));
}
