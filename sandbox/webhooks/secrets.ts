import { randomText } from '../api/kernel/ids';
import type { Ledger } from '../api/kernel/ledger';
import { type EndpointSecret, endpointSecrets, endpoints } from './records';

/** The address given at start, as with `stripe listen --forward-to`. */
export interface Forward {
  url: string;
  secret: string;
}

export type RollResult = { kind: 'rolled'; secret: string; until: number } | { kind: 'no_such_endpoint' };

/** What deliveries are signed with: for a while after a roll, the new secret and the old one. */
export class Secrets {
  /** The forward's secret comes from outside, so a roll of it ends with the process. */
  private forwardRolled: Pick<EndpointSecret, 'secret' | 'previous'> | null = null;

  constructor(
    private readonly ledger: Ledger,
    private readonly forward: Forward | null,
  ) {}

  /**
   * The secrets in force for a target, the newest first; null when the endpoint is gone or disabled, which drops
   * what was on its way to it.
   */
  of(account: string, target: string): string[] | null {
    const kept = this.keptFor(account, target);
    if (!kept) return null;
    const { secret, previous } = kept;
    const now = Math.floor(this.ledger.clock.milliseconds() / 1000);
    return previous && now < previous.until ? [secret, previous.secret] : [secret];
  }

  /** Makes a new secret for an endpoint, or for the `forward`; the old one stays good for so many seconds. */
  roll(endpoint: string, seconds: number): RollResult {
    const until = Math.floor(this.ledger.clock.milliseconds() / 1000) + seconds;
    const secret = `whsec_${randomText(32)}`;
    if (endpoint === 'forward') {
      if (!this.forward) return { kind: 'no_such_endpoint' };
      const old = this.forwardRolled?.secret ?? this.forward.secret;
      this.forwardRolled = { secret, previous: { secret: old, until } };
      return { kind: 'rolled', secret, until };
    }
    for (const account of this.ledger.store.accountNames()) {
      const tx = this.ledger.begin(account);
      const kept = tx.get(endpointSecrets, endpoint);
      if (!kept) continue;
      tx.put(endpointSecrets, { ...kept, secret, previous: { secret: kept.secret, until } });
      this.ledger.commit(tx);
      return { kind: 'rolled', secret, until };
    }
    return { kind: 'no_such_endpoint' };
  }

  private keptFor(account: string, target: string): Pick<EndpointSecret, 'secret' | 'previous'> | null {
    if (target === 'forward') return this.forwardRolled ?? this.forward;
    const tx = this.ledger.begin(account);
    if (tx.get(endpoints, target)?.status !== 'enabled') return null;
    return tx.get(endpointSecrets, target) ?? null;
  }
}
