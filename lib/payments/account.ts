import type { PaymentsContext } from './context';
import type { Mode } from './domain/mode';

/**
 * Whether this database belongs to the account our keys open. `unchecked`: the provider could not be asked, `account` is
 * what an earlier start wrote down. `refused`: another account or mode; nothing may be written, `sentence` says what to do.
 */
export type BindResult =
  | { readonly kind: 'bound'; readonly account: string }
  | { readonly kind: 'unchecked'; readonly account: string | null }
  | { readonly kind: 'refused'; readonly sentence: string };

type Row = { readonly account: string | null; readonly mode: Mode };

const CHECK_AGAIN_MS = 60_000;
const ADVICE = 'Use another DATABASE_URL for these keys, or the keys that this database was made with.';

async function rowOf(context: PaymentsContext): Promise<Row | null> {
  const { rows } = await context.database.pool.query<Row>(
    'SELECT account, mode FROM payment_accounts WHERE provider = $1',
    [context.provider.name],
  );
  return rows[0] ?? null;
}

/** Writes down, at the first start of all, whose database this is; later starts find the row. */
async function claimRow(context: PaymentsContext): Promise<Row> {
  await context.database.pool.query(
    'INSERT INTO payment_accounts (provider, mode) VALUES ($1, $2) ON CONFLICT (provider) DO NOTHING',
    [context.provider.name, context.mode],
  );
  const row = await rowOf(context);
  if (!row) throw new Error('payment_accounts lost its row');
  return row;
}

/** The account written down: ours, unless another process was first. */
async function claimAccount(context: PaymentsContext, account: string): Promise<string> {
  const { rows } = await context.database.pool.query<{ account: string }>(
    'UPDATE payment_accounts SET account = COALESCE(account, $2) WHERE provider = $1 RETURNING account',
    [context.provider.name, account],
  );
  return rows[0]?.account ?? account;
}

/** Collecting taxes without a registration, Stripe collects none and says nothing: that must not run. */
async function checkTaxes(context: PaymentsContext, account: string): Promise<BindResult> {
  if (!context.automaticTax) return { kind: 'bound', account };
  const setup = await context.provider.readTaxSetup();
  if (setup.kind !== 'ok') {
    context.log.warn(
      { detail: setup.detail },
      'the provider could not be asked about taxes; asking again soon',
    );
    return { kind: 'unchecked', account };
  }
  const { headOffice, registered } = setup.value;
  if (headOffice && registered) return { kind: 'bound', account };
  const missing = headOffice ? 'no active tax registration' : 'no head office in its tax settings';
  const sentence = `AUTOMATIC_TAX is on and the account ${account} has ${missing}: no tax would be collected. Add it in Stripe under Tax, or set AUTOMATIC_TAX=false.`;
  return { kind: 'refused', sentence };
}

/**
 * Binds the database to the provider, account and mode of our keys at the first start, and refuses any other afterwards.
 * The mode is compared without a network; a provider that cannot be reached leaves the account unchecked.
 * @throws the database's error
 */
export async function bindAccount(context: PaymentsContext): Promise<BindResult> {
  const row = await claimRow(context);
  if (row.mode !== context.mode) {
    const sentence = `This database belongs to ${row.mode} mode and the keys are for ${context.mode} mode. ${ADVICE}`;
    return { kind: 'refused', sentence };
  }
  const answer = await context.provider.readAccount();
  if (answer.kind !== 'ok') {
    if (answer.kind === 'refused') {
      const detail = { alert: 'provider_refused_key', detail: answer.detail };
      context.log.error(
        detail,
        'the provider refused the secret key: check it, and that it was not rolled or deleted',
      );
    } else {
      context.log.warn(
        { detail: answer.detail },
        'the provider could not be asked whose keys these are; asking again soon',
      );
    }
    return { kind: 'unchecked', account: row.account };
  }
  const account = await claimAccount(context, answer.value.id);
  if (account !== answer.value.id) {
    const sentence = `This database belongs to the account ${account} and the keys to ${answer.value.id}. ${ADVICE}`;
    return { kind: 'refused', sentence };
  }
  return checkTaxes(context, account);
}

/**
 * Goes on checking, each minute, after a start at which the provider or the database could not be asked.
 * @param onRefused called with the sentence when the database turns out to be another account's: the process must end
 */
export function bindAccountLater(
  context: PaymentsContext,
  onRefused: (sentence: string) => void,
): { stop(): void } {
  const check = async (): Promise<void> => {
    try {
      const result = await bindAccount(context);
      if (result.kind !== 'unchecked') clearInterval(timer);
      if (result.kind === 'refused') onRefused(result.sentence);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      context.log.error({ reason }, 'the database could not be asked whose it is');
    }
  };
  const timer = setInterval(() => void check(), CHECK_AGAIN_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

// By context, which is as long-lived as the process. An account, once known, never changes: see bindAccount.
const known = new WeakMap<PaymentsContext, string>();

/** The account whose objects the mirror holds; null while the provider has not been reachable even once. */
export async function mirrorAccount(context: PaymentsContext): Promise<string | null> {
  const cached = known.get(context);
  if (cached !== undefined) return cached;
  // Not asked of the provider here: every write of the mirror would be a second call. See bindAccountLater.
  const account = (await rowOf(context))?.account ?? null;
  if (account !== null) known.set(context, account);
  return account;
}
