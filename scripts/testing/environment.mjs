import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from '../project/env-file.mjs';
import { ROOT } from '../project/folders.mjs';

/** What the tests set themselves; a person's own keys must neither reach a test nor change its outcome. */
const OURS =
  /^(STRIPE_|SANDBOX_|GOOGLE_|GITHUB_(ID|SECRET)$|NEXTAUTH_|ADMIN_|WEBHOOK_|INGEST_|CRON_SECRET$|SMTP_URL$|MAIL_FROM$|DATABASE_URL$|WORKER$|LOG_LEVEL$|PORT$|NODE_ENV$|FORCE_COLOR$|NEXT_PUBLIC_)/;

/** The tools' output goes to files and below our own lines, where colour codes would only be noise. */
const PLAIN = { NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };

/** Next.js reads these by itself, but only for variables that are not set. */
const NEXT_FILES = ['.env', '.env.local', '.env.production', '.env.production.local'];

/**
 * The person's environment without everything that configures the application.
 * @param {Record<string, string | undefined>} [real]
 * @returns {Record<string, string>}
 */
export function testEnvironment(real = process.env) {
  const kept = Object.entries(real).filter(([name, value]) => value !== undefined && !OURS.test(name));
  return {
    .../** @type {Record<string, string>} */ (Object.fromEntries(kept)),
    ...PLAIN,
  };
}

/** @returns {Record<string, string>} a blank for each variable of the env files, which keeps Next.js from reading it */
export function blankedEnvFiles() {
  const names = NEXT_FILES.map((file) => path.join(ROOT, file))
    .filter(existsSync)
    .flatMap((file) => Object.keys(parseEnv(readFileSync(file, 'utf8'))));
  return Object.fromEntries(names.map((name) => [name, '']));
}
