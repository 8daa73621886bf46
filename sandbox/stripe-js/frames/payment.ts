import type { ApiAnswer } from '../api/answer';
import { confirmIntent } from '../api/client';
import { connectToPage } from '../link/frame-side';
import {
  type ChangeState,
  type ConfirmRequest,
  type FromPaymentFrame,
  isToPaymentFrame,
  type ToPaymentFrame,
} from '../link/protocol';
import { root } from './dom';
import { addFonts, applyBackdrop, applyLooks } from './looks';
import { reportHeight } from './measure';
import { PaymentForm } from './payment-form';

let lastState = '';
const form = new PaymentForm(() => reportChange(form.state));
root().append(form.root);
const page = connectToPage<FromPaymentFrame, ToPaymentFrame>(isToPaymentFrame, receive);

function receive(message: ToPaymentFrame): void {
  switch (message.type) {
    case 'configure':
      applyLooks(message.config);
      form.configure(message.config);
      page.send({ type: 'height', pixels: Math.ceil(root().getBoundingClientRect().height) });
      page.send({ type: 'configured' });
      break;
    case 'backdrop':
      applyBackdrop(message.color);
      break;
    case 'fonts':
      void addFonts(message.faces);
      break;
    case 'submit':
      page.send({ type: 'submitted', id: message.id, error: form.validate() });
      break;
    case 'confirm':
      void confirm(message.request).then((answer) =>
        page.send({ type: 'confirmed', id: message.id, answer }),
      );
      break;
    case 'focus':
      form.focus();
      break;
    case 'blur':
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      break;
    case 'clear':
      form.clear();
      break;
  }
}

async function confirm(request: ConfirmRequest): Promise<ApiAnswer> {
  const access = { ...request.access, origin: window.location.origin };
  const card = form.cardPairs();
  // The card's own fields win over anything of the same name that the page sent along.
  const own = new Set(card.map(([name]) => name));
  const pairs = [...request.pairs.filter(([name]) => !own.has(name)), ...card];
  const answer = await confirmIntent(access, request.kind, request.intentId, pairs);
  if (answer.kind === 'error') form.showDecline(answer.error.code);
  return answer;
}

/** The page hears of a change only when what it is told differs from the last time. */
function reportChange(state: ChangeState): void {
  const fingerprint = JSON.stringify(state);
  if (fingerprint === lastState) return;
  lastState = fingerprint;
  page.send({ type: 'change', state });
}

reportHeight(root(), (pixels) => page.send({ type: 'height', pixels }));

document.addEventListener('focusin', (event) => {
  if (event.relatedTarget === null) page.send({ type: 'focus' });
});
document.addEventListener('focusout', (event) => {
  if (event.relatedTarget === null) page.send({ type: 'blur' });
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') page.send({ type: 'escape' });
});
