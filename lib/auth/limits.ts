import { getPool } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AttemptLimits } from './attempt-limits';

let limits: AttemptLimits | undefined;

/** The process's attempt limits. */
export function getAttemptLimits(): AttemptLimits {
  limits ??= new AttemptLimits(getPool(), getEnv().nextAuthSecret);
  return limits;
}
