import { connectToPage } from '../link/frame-side';
import {
  type ChallengeConfig,
  type FromChallengeFrame,
  isToChallengeFrame,
  type ToChallengeFrame,
} from '../link/protocol';
import { ChallengeView } from './challenge-view';
import { root } from './dom';
import { reportHeight } from './measure';

type Outcome = 'succeed' | 'fail';

let config: ChallengeConfig | null = null;
let isSending = false;
const view = new ChallengeView((outcome) => void answer(outcome));
root().append(view.root);
const page = connectToPage<FromChallengeFrame, ToChallengeFrame>(isToChallengeFrame, receive);

function receive(message: ToChallengeFrame): void {
  switch (message.type) {
    case 'challenge':
      config = message.config;
      view.show(message.config);
      page.send({ type: 'height', pixels: Math.ceil(root().getBoundingClientRect().height) });
      break;
    case 'fail':
      void answer('fail');
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
  if (hasLanded) page.send({ type: 'finished' });
  else view.showUnreachable();
}

async function post({ intentId, clientSecret, key }: ChallengeConfig, outcome: Outcome): Promise<boolean> {
  try {
    const response = await fetch(`/elements/3ds/${encodeURIComponent(intentId)}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: new URLSearchParams({ outcome, client_secret: clientSecret }),
      credentials: 'omit',
    });
    // A refusal means that the intent is no longer waiting: reading it again tells the page how it stands.
    return response.status < 500;
  } catch (cause) {
    if (cause instanceof TypeError) return false;
    throw cause;
  }
}

reportHeight(root(), (pixels) => page.send({ type: 'height', pixels }));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') page.send({ type: 'escape' });
});
