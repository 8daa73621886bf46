import { postObject } from '../api/client';
import {
  type ChallengeConfig,
  type FromChallengeFrame,
  isToChallengeFrame,
  type ToChallengeFrame,
} from '../link/challenge';
import { connectToPage } from '../link/frame-side';
import { ChallengeView } from './challenge-view';
import { root } from './dom';
import { lastWord } from './last-word';

type Outcome = 'succeed' | 'fail';

let config: ChallengeConfig | null = null;
let isSending = false;
let wasUnreachable = false;
const view = new ChallengeView((outcome) => void answer(outcome));
root().append(view.root);
const page = connectToPage<FromChallengeFrame, ToChallengeFrame>(isToChallengeFrame, receive);

function receive(message: ToChallengeFrame): void {
  switch (message.type) {
    case 'challenge':
      config = message.config;
      view.show(message.config);
      break;
    case 'fail':
      // Whoever gives up again must not be held here: the page finds out by itself how the intent stands.
      if (wasUnreachable && !isSending) lastWord(() => page.send({ type: 'finished' }));
      else void answer('fail');
      break;
  }
}

/** Tells the sandbox how the authentication ended; only once it has taken note is the page told to look. */
async function answer(outcome: Outcome): Promise<void> {
  if (config === null || isSending) return;
  isSending = true;
  view.setWorking(true);
  const hasLanded = await post(config, outcome);
  isSending = false;
  view.setWorking(false);
  wasUnreachable = !hasLanded;
  if (hasLanded) page.send({ type: 'finished' });
  else view.showUnreachable();
}

async function post({ intentId, clientSecret, key }: ChallengeConfig, outcome: Outcome): Promise<boolean> {
  const access = { origin: window.location.origin, key, apiVersion: null, stripeAccount: null };
  const given = await postObject(access, `/elements/3ds/${encodeURIComponent(intentId)}`, [
    ['outcome', outcome],
    ['client_secret', clientSecret],
  ]);
  if (given.kind !== 'error') return given.kind === 'object';
  // A refusal means that the intent is no longer waiting: reading it again tells the page how it stands.
  const { type, code = '' } = given.error;
  const isForNow = type === 'api_error' || type === 'rate_limit_error';
  return !isForNow && !['rate_limit', 'lock_timeout'].includes(code);
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') page.send({ type: 'escape' });
});
