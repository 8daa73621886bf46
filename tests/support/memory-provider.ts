import type {
  CatalogPrice,
  CustomersKind,
  EventsPage,
  EventsPosition,
  IdempotencyKey,
  MirrorPage,
  MirrorRead,
  PagePosition,
  PaymentProvider,
  ProviderEvent,
  ProviderFailure,
  ProviderResult,
  VerifiedEvent,
} from '@/lib/payments/provider';
import type { MirrorKind, MirrorRecord } from '@/lib/payments/records';
import { priceRecord, productRecord } from './records';

const NOT_SOLD_HERE: ProviderFailure = {
  kind: 'refused',
  code: 'invalid_request',
  detail: 'the provider in memory sells nothing',
};

const ok = <T>(value: T): ProviderResult<T> => ({ kind: 'ok', value });
/** As many as Stripe puts on a page. */
const PAGE = 100;
/** What Stripe lists for one customer only. */
const UNLISTABLE: readonly MirrorKind[] = ['payment_method', 'entitlement_summary'];

const nothing = async (): Promise<ProviderFailure> => NOT_SOLD_HERE;

/**
 * A payment provider whose whole truth is a map: objects are put in and removed by the test, reads are counted, and each
 * read can be made to fail or to wait. It has prices and an account; it sells nothing.
 */
export class MemoryProvider implements PaymentProvider {
  readonly name = 'stripe';
  readonly apiVersion = '2026-10-28.endive';
  account = 'acct_memory';
  /** Every read for the mirror so far, as "kind:id". */
  readonly reads: string[] = [];
  /** Asked before each read: a failure to answer with, or nothing. May take its time. */
  trouble: (kind: MirrorKind, id: string) => Promise<ProviderFailure | null> = async () => null;
  /** Answered instead of the account, when set. */
  accountTrouble: ProviderFailure | null = null;
  /** What has happened there, oldest first. */
  readonly events: ProviderEvent[] = [];
  readonly #objects = new Map<string, MirrorRecord>();
  readonly #pushes = new Map<IdempotencyKey, ProviderResult<{ readonly changed: boolean }>>();

  put(...records: readonly MirrorRecord[]): void {
    for (const record of records) this.#objects.set(`${record.kind}:${record.id}`, record);
  }

  remove(kind: MirrorKind, id: string): void {
    this.#objects.delete(`${kind}:${id}`);
  }

  async read(kind: MirrorKind, id: string): Promise<ProviderResult<MirrorRead>> {
    this.reads.push(`${kind}:${id}`);
    // The truth is looked up before the wait: a slow answer is an old one.
    const record = this.#objects.get(`${kind}:${id}`);
    const failure = await this.trouble(kind, id);
    if (failure) return failure;
    return ok(record ? { kind: 'found', records: [record] } : { kind: 'gone' });
  }

  /** Newest first; among those of one moment, the one that was put in last. Counted as "kind:page". */
  async readPage(kind: MirrorKind, position: PagePosition): Promise<ProviderResult<MirrorPage | null>> {
    if (UNLISTABLE.includes(kind)) return ok(null);
    this.reads.push(`${kind}:page`);
    const objects = [...this.#objects.values()]
      .flatMap((record) =>
        record.kind === kind && 'created' in record && record.created <= position.createdUpTo
          ? [{ id: record.id, created: record.created, records: [record] as const }]
          : [],
      )
      .reverse()
      .sort((one, other) => other.created.getTime() - one.created.getTime());
    const failure = await this.trouble(kind, 'page');
    if (failure) return failure;
    const from = objects.findIndex(({ id }) => id === position.after) + 1;
    const page = objects.slice(from, from + PAGE);
    const end = page.at(-1);
    const last = end ? { id: end.id, created: end.created } : null;
    return ok({ objects: page, last, hasMore: from + PAGE < objects.length });
  }

  async readOfCustomer(kind: CustomersKind, customerId: string): Promise<ProviderResult<MirrorPage>> {
    const objects = [...this.#objects.values()].flatMap((record) =>
      record.kind === kind &&
      'created' in record &&
      'customerId' in record &&
      record.customerId === customerId
        ? [{ id: record.id, created: record.created, records: [record] as const }]
        : [],
    );
    return ok({ objects, last: null, hasMore: false });
  }

  async readEventsPage({ since, createdUpTo, after }: EventsPosition): Promise<ProviderResult<EventsPage>> {
    const newestFirst = this.events
      .filter(({ created }) => created >= since && (!createdUpTo || created <= createdUpTo))
      .reverse();
    const from = newestFirst.findIndex(({ id }) => id === after) + 1;
    const page = newestFirst.slice(from, from + PAGE);
    const end = page.at(-1);
    const last = end ? { id: end.id, created: end.created } : null;
    return ok({ events: page, last, hasMore: from + PAGE < newestFirst.length });
  }

  async readAccount(): Promise<ProviderResult<{ readonly id: string }>> {
    return this.accountTrouble ?? ok({ id: this.account });
  }

  async readCatalog(): Promise<ProviderResult<readonly MirrorRecord[]>> {
    const sold = [...this.#objects.values()].filter(
      (record) => record.kind === 'product' || (record.kind === 'price' && record.active),
    );
    return ok(sold);
  }

  prices(lookupKey: string): readonly MirrorRecord[] {
    return [...this.#objects.values()].filter(
      (record) => record.kind === 'price' && record.lookupKey === lookupKey,
    );
  }

  /** As Stripe does: a price is never edited, and a key used before gets the saved answer. */
  async pushPrice(
    key: IdempotencyKey,
    wanted: CatalogPrice,
  ): Promise<ProviderResult<{ readonly changed: boolean }>> {
    const existing = this.prices(wanted.lookupKey)[0];
    if (existing?.kind === 'price' && existing.unitAmount === wanted.unitAmount)
      return ok({ changed: false });
    const saved = this.#pushes.get(key);
    if (saved) return saved;
    if (existing?.kind === 'price') this.put({ ...existing, lookupKey: null });
    const productId = `prod_${wanted.productKey}`;
    this.put(
      productRecord({ id: productId, name: wanted.productName, planKey: wanted.productKey }),
      priceRecord({
        id: `price_${this.#objects.size}`,
        productId,
        lookupKey: wanted.lookupKey,
        unitAmount: wanted.unitAmount,
        currencyOptions: { [wanted.currency]: wanted.unitAmount, ...wanted.currencyOptions },
        recurringInterval: wanted.interval,
      }),
    );
    const answer = ok({ changed: true });
    this.#pushes.set(key, answer);
    return answer;
  }

  createCustomer = nothing;
  createSubscription = nothing;
  createPayment = nothing;
  abandonSubscription = nothing;
  abandonPayment = nothing;
  changePlan = nothing;
  previewPlanChange = nothing;
  previewRenewal = nothing;
  readPlanChange = nothing;
  abandonPlanChange = nothing;
  createSchedule = nothing;
  schedulePlanChange = nothing;
  releaseSchedule = nothing;
  cancelSubscription = nothing;
  listSubscriptions = nothing;
  keepSubscription = nothing;
  pauseSubscription = nothing;
  resumeSubscription = nothing;
  applyPromotionCode = nothing;
  hasPromotionCode = nothing;
  createSetup = nothing;
  readSetup = nothing;
  setDefaultPaymentMethod = nothing;
  detachPaymentMethod = nothing;
  createRefund = nothing;
  findRefund = nothing;
  updateCustomer = nothing;
  reportUsage = nothing;
  listTaxIds = nothing;
  createTaxId = nothing;
  deleteTaxId = nothing;
  readStarted = nothing;
  findByOperation = nothing;
  findCustomerByOperation = nothing;
  findPromotionCode = nothing;
  preview = nothing;
  dashboardUrl = (objectId: string) => `https://provider.test/${objectId}`;
  readTaxSetup = nothing;
  readDocument = nothing;

  /** What is in memory is never behind, unless the test says so. */
  looksStale: PaymentProvider['looksStale'] = () => false;

  verifyEvent(): VerifiedEvent {
    return { kind: 'rejected', reason: 'the provider in memory signs nothing' };
  }
}
