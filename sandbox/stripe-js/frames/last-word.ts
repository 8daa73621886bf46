const KEY_UP_MS = 100;

/**
 * Sends what has the page take this frame away, once the key or the click that led to it is over: browsers wait for
 * its end in the frame where it began.
 */
export function lastWord(send: () => void): void {
  setTimeout(send, KEY_UP_MS);
}
