import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';

/** Writes down what a buyer was not given, for the developer: ids and codes only. Passes the outcome through. */
export function reportOutcome({ log }: PaymentsContext, verb: string, outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case 'refused': {
      const { code, detail } = outcome;
      if (code === 'misconfigured')
        log.error({ alert: 'provider_refused_key', verb, detail }, 'a purchase was refused');
      else log.info({ verb, code, detail }, 'a purchase was refused');
      return outcome;
    }
    case 'unknown':
      log.warn({ verb, operation: outcome.operationId }, 'whether the provider did it is being found out');
      return outcome;
    case 'deferred':
      log.info(
        { verb, operation: outcome.operationId },
        'accepted, and done when the provider can be reached',
      );
      return outcome;
    case 'done':
    case 'processing':
    case 'requires_action':
      return outcome;
    default:
      return outcome satisfies never;
  }
}
