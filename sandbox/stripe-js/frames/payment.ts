import { paymentGuards } from '../link/payment';
import { submitted } from '../link/submitted';
import { runFrame } from './frame';
import { PaymentView } from './payment-view';
import { sendCard } from './send-card';

runFrame(paymentGuards, ({ changed, notify }) => {
  const view = new PaymentView(changed, notify);
  return {
    root: view.root,
    configure: (config) => view.configure(config),
    state: () => view.state,
    answer: async (question) => {
      if (question.kind === 'submit') return submitted(view.validate());
      const sent = await sendCard(question, view.chosen);
      if (sent.answer.kind === 'error') view.showDecline(sent.answer.error.code);
      return sent;
    },
    focus: () => view.focus(),
    clear: () => view.clear(),
  };
});
