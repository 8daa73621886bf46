import { ConfigurationError } from '@/lib/configuration-error';
import { closeDatabase, getDatabase } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { log } from '@/lib/log';
import type { PaymentsContext } from './context';
import { getContext } from './create-context';

/** Checks the configuration and sets the log's level; a configuration that must not start ends the process. */
export function startOrExit(): PaymentsContext {
  try {
    log.level = getEnv().logLevel;
    return getContext();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    exitWith(error.message);
  }
}

/** Ends the process with one sentence for the person who started it. */
export function exitWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Resolves at the first SIGTERM or SIGINT. */
export function asked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

/**
 * Runs a process of ours outside Next from start to end: configuration, context, work, and every connection closed. An
 * error ends it with code 1.
 */
export async function runEntry(work: (context: PaymentsContext) => Promise<void>): Promise<void> {
  const context = startOrExit();
  try {
    await work(context);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await closeDatabase(getDatabase());
  }
}
