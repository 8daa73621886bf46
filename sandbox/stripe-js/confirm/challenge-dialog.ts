import { openModal } from '../elements/modal';
import {
  type ChallengeConfig,
  type FromChallengeFrame,
  isFromChallengeFrame,
  type ToChallengeFrame,
} from '../link/challenge';
import { frameAddress, PageLink } from '../link/page-side';

const TITLE = '3D Secure authentication';

/**
 * Opens the modal dialog with the bank's challenge and resolves when the buyer has ended it, either way. Escape
 * counts as giving up: the frame tells the sandbox so before the dialog closes.
 */
export function openChallenge(origin: string, config: ChallengeConfig): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      link.close();
      modal.close();
      resolve();
    };
    // Without a frame there is nobody to tell; the intent then still waits for its action and says so when read.
    const giveUp = () => {
      if (!link.send({ type: 'fail' })) finish();
    };
    const modal = openModal({
      title: TITLE,
      address: frameAddress(origin, '/elements/challenge'),
      onEscape: giveUp,
      onGone: finish,
    });
    const { iframe } = modal;
    const link = new PageLink<ToChallengeFrame, FromChallengeFrame>({
      iframe,
      origin,
      isMessage: isFromChallengeFrame,
      // A dialog without its content would lock the page: how the intent stands is found out without it.
      onSilence: finish,
      onConnect: () => {
        link.send({ type: 'challenge', config });
        iframe.style.opacity = '1';
        iframe.focus();
      },
      onMessage: (message) => {
        if (message.type === 'escape') giveUp();
        else finish();
      },
    });
  });
}
