import { REFERENCE, type Row, TYPES } from './row';

export const RECORDS: readonly Row[] = [
  {
    object: 'event',
    state: 'any',
    where: {},
    filled: ['api_version', 'data.object', 'pending_webhooks', 'request', 'type'],
    empty: ['account'],
    source: `${REFERENCE}; request is null only for events from before 2013`,
  },
  {
    object: 'test_helpers.test_clock',
    state: 'any',
    where: {},
    filled: ['created', 'deletes_after', 'frozen_time', 'status', 'status_details'],
    empty: [],
    source: REFERENCE,
  },
  {
    object: 'test_helpers.test_clock',
    state: 'ready',
    where: { status: 'ready' },
    filled: [],
    empty: ['status_details.advancing'],
    source: `${TYPES}: TestClock.StatusDetails.advancing`,
  },
  {
    object: 'test_helpers.test_clock',
    state: 'advancing',
    where: { status: 'advancing' },
    filled: ['status_details.advancing.target_frozen_time'],
    empty: [],
    source: `${TYPES}: TestClock.StatusDetails.advancing`,
  },
  {
    object: 'balance',
    state: 'any',
    where: {},
    filled: [
      'available.*.amount',
      'available.*.currency',
      'available.*.source_types',
      'pending.*.amount',
      'pending.*.currency',
      'pending.*.source_types',
    ],
    empty: ['connect_reserved', 'issuing'],
    source: `${REFERENCE}; ${TYPES}: Balance.connect_reserved (platforms alone have it)`,
  },
];
