/** A configuration that must not start; the message says what to change. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Refuses a configuration with one sentence. */
export function refuse(sentence: string): never {
  throw new ConfigurationError(sentence);
}
