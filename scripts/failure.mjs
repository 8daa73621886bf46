/**
 * Something expected went wrong: it is told as one sentence, with the tail of the output that explains it, and
 * never as a stack trace.
 */
export class Failure extends Error {
  /**
   * @param {string} sentence what is wrong and what to do about it
   * @param {{ output?: string, cause?: unknown }} [details] `output`: what the failing program had to say
   */
  constructor(sentence, details = {}) {
    super(sentence, { cause: details.cause });
    this.name = 'Failure';
    this.output = details.output ?? '';
  }
}

/** The person ended the command: everything is to be wound down, nothing is to be reported. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted.');
    this.name = 'Interrupted';
  }
}
