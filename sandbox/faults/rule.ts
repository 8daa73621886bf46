import { z } from 'zod';

/** What Stripe says in `Stripe-Rate-Limited-Reason`. */
export const RATE_LIMIT_REASONS = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
  'resource-specific',
] as const;
export type RateLimitReason = (typeof RATE_LIMIT_REASONS)[number];

/** Which requests a rule is for, and how often it fires. */
const scope = {
  /** A method and a path: `POST /v1/subscriptions/:subscription`, or one object's `GET /v1/customers/cus_1`. */
  endpoint: z
    .string()
    .regex(/^(GET|POST|DELETE) \/v1\/[^\s*]+$/, 'must look like "POST /v1/subscriptions/:subscription"')
    .optional(),
  /** The suffix of the key: `anything` for `sk_test_anything`. */
  account: z.string().min(1).optional(),
  key_type: z.enum(['secret', 'publishable']).optional(),
  /** How often it fires before it is spent; without it, until it is taken away. */
  times: z.int().min(1).optional(),
  /** How many matching requests it lets pass first. */
  skip: z.int().min(0).default(0),
  probability: z.number().gt(0).max(1).default(1),
  /** Where the chances of `probability` begin. */
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** How long it is in force. */
  seconds: z.number().gt(0).max(86_400).optional(),
};

const milliseconds = z.int().min(1).max(600_000);

export const ruleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rate_limit'),
    reason: z.enum(RATE_LIMIT_REASONS).default('global-rate'),
    ...scope,
  }),
  z.strictObject({ kind: z.literal('lock_timeout'), ...scope }),
  z.strictObject({ kind: z.literal('conflict'), ...scope }),
  /** `kept: false` is a 500 of something in front of the API: it is not replayed for the key. */
  z.strictObject({ kind: z.literal('server_error'), kept: z.boolean().default(true), ...scope }),
  z.strictObject({ kind: z.literal('server_error_after'), ...scope }),
  z.strictObject({ kind: z.literal('timeout'), after_work: z.boolean().default(false), ...scope }),
  z.strictObject({ kind: z.literal('slow'), ms: milliseconds, ...scope }),
  z.strictObject({ kind: z.literal('slow_body'), ms: milliseconds, ...scope }),
  z.strictObject({ kind: z.literal('truncated'), ...scope }),
  z.strictObject({ kind: z.literal('reset'), after_work: z.boolean().default(false), ...scope }),
  z.strictObject({ kind: z.literal('outage'), ...scope }),
]);

export type Rule = z.output<typeof ruleSchema>;
export type RuleKind = Rule['kind'];

/** Where on a request's way a rule can fire. At each stage at most one rule does. */
export type Stage = 'connection' | 'arrival' | 'waiting' | 'work' | 'departure';

/** The rules that can fire at a stage. */
export type RuleAt<At extends Stage> = Extract<Rule, { kind: KindsAt[At] }>;

interface KindsAt {
  /** Before a byte is read. */
  connection: 'outage';
  /** Before the idempotency key is looked at: what is answered here is not kept. */
  arrival: 'rate_limit' | 'conflict' | 'timeout' | 'reset';
  /** The key is taken. */
  waiting: 'slow';
  /** The key is taken, and no answer was kept for it. */
  work: 'lock_timeout' | 'server_error' | 'server_error_after';
  /** The answer is ready, be it new or a replay. */
  departure: 'timeout' | 'reset' | 'truncated' | 'slow_body';
}

/** Whether a rule fires at a stage. */
export function firesAt<At extends Stage>(rule: Rule, stage: At): rule is RuleAt<At> {
  return stageOf(rule) === stage;
}

function stageOf(rule: Rule): Stage {
  switch (rule.kind) {
    case 'outage':
      return 'connection';
    case 'rate_limit':
    case 'conflict':
      return 'arrival';
    case 'timeout':
    case 'reset':
      return rule.after_work ? 'departure' : 'arrival';
    case 'slow':
      return 'waiting';
    case 'lock_timeout':
    case 'server_error':
    case 'server_error_after':
      return 'work';
    case 'truncated':
    case 'slow_body':
      return 'departure';
  }
}
