import { isRecord } from '../record';
import { areLooks, type DialectGuards, type FrameLooks, isNothing, isOfKind } from './protocol';
import { isSubmitted, type Submitted } from './submitted';

export interface EmailFrameConfig extends FrameLooks {
  readonly email: string | null;
}

export interface EmailState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly invalid: boolean;
  readonly value: { readonly email: string };
}

export interface EmailDialect {
  readonly config: EmailFrameConfig;
  readonly state: EmailState;
  readonly question: { readonly kind: 'submit' };
  readonly answer: Submitted;
  readonly notice: never;
}

export const emailGuards: DialectGuards<EmailDialect> = {
  config: (value): value is EmailFrameConfig => areLooks(value),
  state: (value): value is EmailState => isRecord(value) && isRecord(value.value),
  question: (value): value is EmailDialect['question'] => isOfKind(value, 'submit'),
  answer: isSubmitted,
  notice: isNothing,
};
