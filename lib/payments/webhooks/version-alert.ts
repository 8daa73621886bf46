import type { PaymentsContext } from '../context';
import type { ProviderEvent } from '../provider';

/** An endpoint of another version sends every one of its events so: one line a minute says it. */
const EVERY_MS = 60_000;

type Said = { at: number; unsaid: number };

// By log, which is whom it is said to; and by version.
const said = new WeakMap<PaymentsContext['log'], Map<string, Said>>();

/**
 * Warns of an event in another API version than the pinned one. The object is read again at our own, so the event is good;
 * but somebody should mend the endpoint (failure 13).
 */
export function alertToVersion(context: PaymentsContext, event: ProviderEvent): void {
  const pinned = context.provider.apiVersion;
  const { apiVersion: version } = event;
  if (version === null || version === pinned) return;
  const byVersion = said.get(context.log) ?? new Map<string, Said>();
  said.set(context.log, byVersion);
  const last = byVersion.get(version);
  const now = context.now().getTime();
  if (last && now - last.at < EVERY_MS) {
    last.unsaid += 1;
    return;
  }
  byVersion.set(version, { at: now, unsaid: 0 });
  context.log.warn(
    {
      alert: 'webhook_api_version',
      event: event.id,
      type: event.type,
      version,
      pinned,
      events: 1 + (last?.unsaid ?? 0),
    },
    'a webhook came in another API version than the pinned one: set the endpoint to the pinned version',
  );
}
