import { unsupported } from '../billing/unsupported';
import {
  defineRoute,
  forbiddenState,
  p,
  paginate,
  type Route,
  refuseAdvancing,
  type TestClock,
  testClocks,
} from '../kernel';
import { furthest } from './furthest';
import { type DeletedTestClock, removeClock } from './remove';

/** How long a clock lives (seconds of real time). */
const LIFETIME = 30 * 86_400;
/** Stripe's limit for an account. */
const MOST_CLOCKS = 100;

const create = defineRoute({
  method: 'POST',
  path: '/v1/test_helpers/test_clocks',
  params: p.params({
    customer: unsupported('customer'),
    frozen_time: p.timestamp(),
    name: p.text(300).optional(),
  }),
  handle({ tx, params }): TestClock {
    if (tx.all(testClocks).length >= MOST_CLOCKS) {
      throw forbiddenState(`You have reached the limit of ${MOST_CLOCKS} test clocks. Delete some first.`);
    }
    const created = tx.realNow();
    const clock = tx.put(testClocks, {
      id: tx.newId('clock'),
      object: 'test_helpers.test_clock',
      created,
      deletes_after: created + LIFETIME,
      frozen_time: params.frozen_time,
      livemode: false,
      name: params.name ?? null,
      status: 'ready',
      status_details: {},
    });
    tx.emit('test_helpers.test_clock.created', clock);
    return clock;
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/test_helpers/test_clocks/:test_clock',
  params: p.none,
  handle: ({ tx, path }): TestClock => tx.addressed(testClocks, path('test_clock')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/test_helpers/test_clocks',
  params: p.params(p.page),
  handle: ({ tx, params }) => paginate(tx.all(testClocks), params, '/v1/test_helpers/test_clocks'),
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/test_helpers/test_clocks/:test_clock',
  params: p.none,
  handle({ tx, path }): DeletedTestClock {
    const clock = tx.addressed(testClocks, path('test_clock'));
    refuseAdvancing(clock);
    return removeClock(tx, clock);
  },
});

/** Answers at once; `sandbox/clock/test-clocks.ts` then does what falls due on the way. */
const advance = defineRoute({
  method: 'POST',
  path: '/v1/test_helpers/test_clocks/:test_clock/advance',
  params: p.params({ frozen_time: p.timestamp() }),
  handle({ tx, params, path }): TestClock {
    const clock = tx.addressed(testClocks, path('test_clock'));
    refuseAdvancing(clock);
    const target = params.frozen_time;
    if (target <= clock.frozen_time) {
      const message = 'The test clock can only be advanced to a time after its current frozen time.';
      throw forbiddenState(message, { param: 'frozen_time' });
    }
    if (target > furthest(tx, clock)) {
      const message =
        'The test clock cannot be advanced by more than two intervals of its shortest subscription at a time, or ' +
        'two years when it has none.';
      throw forbiddenState(message, { param: 'frozen_time' });
    }
    const advancing = tx.put(testClocks, {
      ...clock,
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: target } },
    });
    tx.emit('test_helpers.test_clock.advancing', advancing);
    return advancing;
  },
});

/** The endpoints of test clocks. */
export const testClockRoutes: Route[] = [create, retrieve, list, remove, advance];
