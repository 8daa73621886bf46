import { findSellable } from '../domain/catalog';
import { letter, untrue, type Writer } from './written';

/** What was to be bought is asked for by its lookup key: nothing of it is in the mirror. */
export const writePaymentsBack: Writer = async (_context, lookupKey) => {
  const sold = findSellable(lookupKey);
  if (!sold) return untrue('no longer for sale');
  const { name } = sold.kind === 'pack' ? sold.pack : sold.plan;
  return letter({
    subject: 'Payments are back',
    paragraphs: [
      `You wanted to buy ${name} while payments were paused, and asked us to tell you when they are back. They are.`,
      'Nothing was charged in the meantime.',
    ],
    facts: [],
    action: { label: `Go on with ${name}`, path: `/checkout/${lookupKey}` },
  });
};
