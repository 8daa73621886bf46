import { confirmIntent, postObject } from '../api/client';
import type { CardAnswer, CardQuestion, Pairs } from '../link/requests';
import type { ChosenCard } from './payment-view';

const DATA = 'payment_method_data';

/** Sends the chosen card with what the page asked for, from the sandbox's own origin. */
export async function sendCard(question: CardQuestion, chosen: ChosenCard): Promise<CardAnswer> {
  const access = { ...question.access, origin: window.location.origin };
  if (question.kind === 'confirm') {
    const pairs = withCard(question.pairs, chosen, question.intent === 'payment_intent');
    return {
      kind: 'confirmed',
      answer: await confirmIntent(access, question.intent, question.intentId, pairs),
    };
  }
  if (question.what === 'confirmation_token') {
    const pairs = [...withCard(question.pairs, chosen, true), ...proofOf(chosen)];
    return { kind: 'created', answer: await postObject(access, '/v1/confirmation_tokens', pairs) };
  }
  if (chosen.kind === 'saved')
    return { kind: 'created', answer: { kind: 'object', object: chosen.card.whole } };
  const pairs = unwrapped(withCard(question.pairs, chosen, false));
  return { kind: 'created', answer: await postObject(access, '/v1/payment_methods', pairs) };
}

/** The card's own fields win over anything of the same name that the page sent along. */
function withCard(given: Pairs, chosen: ChosenCard, takesUsage: boolean): Pairs {
  if (chosen.kind === 'saved') {
    const rest = given.filter(([name]) => name !== 'payment_method' && !name.startsWith(`${DATA}[`));
    return [...rest, ['payment_method', chosen.card.method.id]];
  }
  const own: [string, string][] = [...chosen.pairs];
  if (chosen.allowRedisplay !== null) own.push([`${DATA}[allow_redisplay]`, chosen.allowRedisplay]);
  if (takesUsage && chosen.futureUsage !== null) own.push(['setup_future_usage', chosen.futureUsage]);
  const names = new Set(own.map(([name]) => name));
  return [...given.filter(([name]) => !names.has(name)), ...own];
}

function proofOf(chosen: ChosenCard): [string, string][] {
  return chosen.kind === 'saved' ? [['customer_session_client_secret', chosen.sessionSecret]] : [];
}

/** `payment_method_data[card][number]` becomes `card[number]`. */
function unwrapped(pairs: Pairs): Pairs {
  return pairs.flatMap(([name, value]) => {
    const inner = /^payment_method_data\[(\w+)\](.*)$/.exec(name);
    return inner ? [[`${inner[1]}${inner[2]}`, value] as const] : [];
  });
}
