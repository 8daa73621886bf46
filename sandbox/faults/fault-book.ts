import { randomText } from '../api/kernel/ids';
import type { Subject } from '../api/kernel/interference';
import type { Clock } from '../clock/clock';
import { firesAt, type Rule, type RuleAt, type Stage } from './rule';
import { type Chance, seeded } from './seeded';

/** A rule in force, and what became of it so far. */
export interface Fault {
  id: string;
  rule: Rule;
  /** Requests that it was for, those it let pass included. */
  matched: number;
  fired: number;
  /** Milliseconds since 1970. */
  added_at: number;
  state: 'active' | 'spent' | 'expired';
}

interface Entry {
  fault: Fault;
  /** The declared path of the endpoint it is for, and the segments that must be just these. */
  route: { method: string; path: string; fixed: Map<number, string> } | null;
  chance: Chance;
}

/** Finds the declared path (`/v1/customers/:customer`) that a path belongs to. */
export type FindRoute = (method: string, path: string) => string | null;

/** Spent rules that are still listed, so that one can see how they ended. */
const SPENT_KEPT = 100;

/** The rules by which requests fail. They live in memory: a restart of the sandbox mends everything. */
export class FaultBook {
  private entries: Entry[] = [];
  private readonly listeners: ((change: 'added' | 'fired' | 'removed', fault: Fault) => void)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly findRoute: FindRoute,
  ) {}

  /** Puts a rule in force. Answers null when its endpoint is none of the API's. */
  add(rule: Rule): Fault | null {
    const route = rule.endpoint === undefined ? null : this.compile(rule.endpoint);
    if (route === undefined) return null;
    const fault: Fault = {
      id: `fault_${randomText(12)}`,
      rule,
      matched: 0,
      fired: 0,
      added_at: this.clock.milliseconds(),
      state: 'active',
    };
    this.entries.push({ fault, route, chance: seeded(rule.seed) });
    this.forgetOldest();
    this.tell('added', fault);
    return { ...fault };
  }

  list(): Fault[] {
    for (const { fault } of this.entries) this.expire(fault);
    return this.entries.map(({ fault }) => ({ ...fault }));
  }

  remove(id: string): boolean {
    const found = this.entries.find(({ fault }) => fault.id === id);
    if (!found) return false;
    this.entries = this.entries.filter((entry) => entry !== found);
    this.tell('removed', found.fault);
    return true;
  }

  clear(): void {
    for (const { fault } of this.entries.splice(0)) this.tell('removed', fault);
  }

  /** Calls back on every change. */
  onChange(listener: (change: 'added' | 'fired' | 'removed', fault: Fault) => void): void {
    this.listeners.push(listener);
  }

  /** The rule that fires for a request at a stage, if one does; the oldest that would comes first. */
  draw<At extends Stage>(stage: At, subject: Subject): RuleAt<At> | null {
    for (const { fault, route, chance } of this.entries) {
      const { rule } = fault;
      if (!firesAt(rule, stage) || !covers(rule, route, subject)) continue;
      this.expire(fault);
      if (fault.state !== 'active') continue;
      fault.matched += 1;
      if (fault.matched <= rule.skip || chance() >= rule.probability) continue;
      fault.fired += 1;
      if (fault.fired === rule.times) fault.state = 'spent';
      this.tell('fired', fault);
      return rule;
    }
    return null;
  }

  private expire(fault: Fault): void {
    const { seconds } = fault.rule;
    if (seconds === undefined || fault.state !== 'active') return;
    if (this.clock.milliseconds() >= fault.added_at + seconds * 1000) fault.state = 'expired';
  }

  private compile(endpoint: string): Entry['route'] | undefined {
    const [method = '', given = ''] = endpoint.split(' ');
    const path = this.findRoute(method, given);
    if (path === null) return undefined;
    const declared = path.split('/');
    const fixed = new Map<number, string>();
    for (const [index, segment] of given.split('/').entries()) {
      // `:customer` as here, `{customer}` as in Stripe's OpenAPI description: any of them.
      if (declared[index]?.startsWith(':') && !/^(:\w+|\{\w+\})$/.test(segment)) fixed.set(index, segment);
    }
    return { method, path, fixed };
  }

  private forgetOldest(): void {
    const done = this.entries.filter(({ fault }) => fault.state !== 'active');
    const excess = new Set(done.slice(0, Math.max(0, done.length - SPENT_KEPT)));
    if (excess.size > 0) this.entries = this.entries.filter((entry) => !excess.has(entry));
  }

  private tell(change: 'added' | 'fired' | 'removed', fault: Fault): void {
    for (const listener of this.listeners) listener(change, { ...fault });
  }
}

function covers(rule: Rule, route: Entry['route'], subject: Subject): boolean {
  if (rule.account !== undefined && rule.account !== subject.account) return false;
  if (rule.key_type !== undefined && rule.key_type !== subject.key) return false;
  if (route === null) return true;
  if (route.method !== subject.method || route.path !== subject.route) return false;
  const segments = subject.path.split('/');
  return [...route.fixed].every(([index, segment]) => segments[index] === segment);
}
