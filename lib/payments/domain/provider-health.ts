/** Whether the provider can be reached. */
export type ProviderHealth =
  | { readonly state: 'available' }
  /** Calls are not even tried, but for a read every few seconds. */
  | { readonly state: 'down'; readonly since: Date };

/** The same for each class of calls: those a person waits for, and all others. */
export type ProviderHealths = { readonly people: ProviderHealth; readonly background: ProviderHealth };

export const AVAILABLE: ProviderHealth = { state: 'available' };
export const ALL_AVAILABLE: ProviderHealths = { people: AVAILABLE, background: AVAILABLE };
