import { limitsSchema } from '../limits/settings';
import { defineControl, none } from './define';

/** Switches Stripe's rate limits on and off. Their counts start anew each time. */
export const setLimits = defineControl({
  method: 'POST',
  path: '/limits',
  body: limitsSchema,
  run({ parts, body }) {
    const { limiter } = parts.disturbance;
    limiter.set(body);
    parts.feed.publish('limits', limiter.settings());
    return limiter.settings();
  },
});

export const showLimits = defineControl({
  method: 'GET',
  path: '/limits',
  body: none,
  run: ({ parts }) => parts.disturbance.limiter.settings(),
});
