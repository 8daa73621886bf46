import type { RuleKind } from '../../../faults/rule';

/** What each kind of failure does, in the words of whoever it happens to. */
export const KINDS: Record<RuleKind, string> = {
  rate_limit: '429: too many requests',
  lock_timeout: '429: the object is locked',
  conflict: '409: the key is in use',
  server_error: '500, nothing done',
  server_error_after: '500, and yet done',
  timeout: 'No answer',
  slow: 'Slow answer',
  slow_body: 'Slow body',
  truncated: 'Half an answer',
  reset: 'Connection cut',
  outage: 'Outage: no connection',
};
