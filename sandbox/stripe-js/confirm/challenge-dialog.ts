import { frameAddress, PageLink } from '../link/page-side';
import {
  type ChallengeConfig,
  type FromChallengeFrame,
  isFromChallengeFrame,
  type ToChallengeFrame,
} from '../link/protocol';

const TITLE = '3D Secure authentication';
const FIRST_HEIGHT_PX = 340;

/**
 * Opens the modal dialog with the bank's challenge and resolves when the buyer has ended it, either way. Escape
 * counts as giving up: the frame tells the sandbox so before the dialog closes.
 */
export function openChallenge(origin: string, config: ChallengeConfig): Promise<void> {
  const focusedBefore = document.activeElement;
  const { dialog, iframe } = buildDialog(frameAddress(origin, '/elements/challenge'));
  return new Promise((resolve) => {
    const finish = () => {
      link.close();
      dialog.remove();
      if (focusedBefore instanceof HTMLElement && focusedBefore.isConnected) focusedBefore.focus();
      resolve();
    };
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
        if (message.type === 'height') iframe.style.height = `${Math.ceil(message.pixels)}px`;
        else if (message.type === 'escape') giveUp();
        else finish();
      },
    });
    // Without a frame there is nobody to tell; the intent then still waits for its action and says so when read.
    const giveUp = () => {
      if (!link.send({ type: 'fail' })) finish();
    };
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      giveUp();
    });
    // A browser may close a dialog on a second Escape whatever the page says.
    dialog.addEventListener('close', finish, { once: true });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Builds the dialog with styles set through the CSSOM alone, for pages with a strict Content-Security-Policy. */
function buildDialog(address: string): { dialog: HTMLDialogElement; iframe: HTMLIFrameElement } {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', TITLE);
  Object.assign(dialog.style, {
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100dvh',
    maxWidth: 'none',
    maxHeight: 'none',
    margin: '0',
    padding: '16px',
    border: 'none',
    boxSizing: 'border-box',
    display: 'flex',
    overflow: 'auto',
    overscrollBehavior: 'contain',
    background: 'rgba(12, 16, 28, 0.6)',
  });
  const iframe = document.createElement('iframe');
  iframe.title = TITLE;
  iframe.src = address;
  Object.assign(iframe.style, {
    display: 'block',
    flex: 'none',
    width: '100%',
    maxWidth: '420px',
    height: `${FIRST_HEIGHT_PX}px`,
    margin: 'auto',
    border: 'none',
    borderRadius: '14px',
    boxShadow: '0 24px 64px rgba(0, 0, 0, 0.35)',
    opacity: '0',
  });
  dialog.append(iframe);
  return { dialog, iframe };
}
