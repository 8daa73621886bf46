import { html } from '../html';
import { json } from '../parts/json';
import { facts } from '../parts/table';
import { answerPill, moment } from '../parts/words';
import type { PageDefinition } from '../view';

const FATES = {
  silence: 'The answer was never sent.',
  reset: 'The connection was cut.',
  truncated: 'Only half of the answer was sent.',
  slow_body: 'The answer was sent slowly.',
};

/** One request with its parameters and its answer; where `request_log_url` in errors leads. */
export const requestPage: PageDefinition = {
  path: 'requests/:id',
  section: 'requests',
  render(view, segment) {
    const found = view.backstage.log.find(segment('id'));
    if (!found) return null;
    const { entry, detail } = found;
    return {
      title: `${entry.method} ${entry.path}`,
      main: html`${facts([
        [
          'Answer',
          html`${answerPill(entry.status)}${entry.replayed ? html` <span class="pill calm">replayed</span>` : null}`,
        ],
        ['What became of it', entry.fate === null ? null : FATES[entry.fate]],
        ['Request', html`<code>${entry.id}</code>`],
        [
          'Idempotency key',
          entry.idempotency_key === null ? null : html`<code>${entry.idempotency_key}</code>`,
        ],
        ['Key', entry.key_type],
        ['When', moment(entry.at / 1000)],
        ['Took', entry.ms === null ? null : `${Math.round(entry.ms)} ms`],
      ])}
${
  detail === null
    ? html`<p class="empty">Its parameters and its answer are no longer remembered.</p>`
    : html`<section aria-label="Parameters"><h2>Parameters</h2>${json(detail.params, view.linkTo)}</section>
<section aria-label="Answer"><h2>Answer</h2>${json(decoded(detail.answer), view.linkTo)}</section>`
}`,
    };
  },
};

/** A long answer was shortened and is JSON no more; it is shown as it is. */
function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
