export interface Modal {
  readonly dialog: HTMLDialogElement;
  readonly iframe: HTMLIFrameElement;
  /** Takes the dialog away and gives the focus back to where it was. */
  close(): void;
}

/**
 * Opens a modal dialog with a frame in it; the browser keeps the focus inside. The frame fills the window and draws
 * its own card on clear ground: a frame that grew with its card would move, and a press meant for a button in it
 * would go to the page and be lost. Styles are set through the CSSOM alone, for pages with a strict
 * Content-Security-Policy. `onEscape` is asked to end it: nothing closes by itself.
 */
export function openModal(options: {
  readonly title: string;
  readonly address: string;
  readonly onEscape: () => void;
  readonly onGone: () => void;
}): Modal {
  const focusedBefore = document.activeElement;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', options.title);
  Object.assign(dialog.style, {
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100dvh',
    maxWidth: 'none',
    maxHeight: 'none',
    margin: '0',
    padding: '0',
    border: 'none',
    boxSizing: 'border-box',
    overflow: 'hidden',
    background: 'rgba(12, 16, 28, 0.6)',
  });
  const iframe = buildModalFrame(options);
  dialog.append(iframe);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    options.onEscape();
  });
  // A browser may close a dialog on a second Escape whatever the page says.
  dialog.addEventListener('close', options.onGone, { once: true });
  document.body.append(dialog);
  dialog.showModal();
  const close = () => {
    dialog.remove();
    if (focusedBefore instanceof HTMLElement && focusedBefore.isConnected) focusedBefore.focus();
  };
  return { dialog, iframe, close };
}

function buildModalFrame(options: { title: string; address: string }): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  iframe.title = options.title;
  iframe.src = options.address;
  Object.assign(iframe.style, {
    display: 'block',
    width: '100%',
    height: '100%',
    border: 'none',
    background: 'transparent',
    // Browsers paint the ground of a frame whose document has another scheme than its place in the page.
    colorScheme: 'light',
    opacity: '0',
  });
  return iframe;
}
