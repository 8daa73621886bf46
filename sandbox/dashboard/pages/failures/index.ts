import { html } from '../../html';
import type { PageDefinition } from '../../view';
import { connection } from './connection';
import { newFault } from './faults';
import { inForce } from './in-force';
import { rateLimits } from './limits';
import { failedPayments } from './payments';
import { secrets } from './secrets';
import type { Switch } from './switch';
import { webhooks } from './webhooks';

const SWITCHES: readonly Switch[] = [
  inForce,
  newFault,
  rateLimits,
  connection,
  webhooks,
  secrets,
  failedPayments,
];

/** The switches that make the API and its webhooks fail as the real ones do. */
export const failuresPage: PageDefinition = {
  path: 'failures',
  section: 'failures',
  render: (view) => ({
    title: 'Failures',
    main: html`${SWITCHES.map(
      ({ title, render }) => html`<section aria-label="${title}"><h2>${title}</h2>${render(view)}</section>`,
    )}`,
  }),
  async act(view, form) {
    const asked = form.get('do') ?? '';
    for (const { acts } of SWITCHES) {
      const act = Object.hasOwn(acts, asked) ? acts[asked] : undefined;
      if (act) return act(view, form);
    }
    return { kind: 'refused', message: 'There is no such switch.' };
  },
};
