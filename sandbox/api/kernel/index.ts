/** The kernel's public face: what the resources are built from. */
export { API_VERSION } from './api-version';
export { type Collection, defineCollection, defineComputed } from './collection';
export { previousAttributes } from './diff';
export { DUTY_ORDER, type Due, type DutyKind, defineDuties } from './duties';
export { cardError, forbiddenState, invalidRequest, noSuch, notImplemented, SandboxError } from './errors';
export {
  clockIdOf,
  clockOf,
  refuseAdvancing,
  type TestClock,
  testClocks,
  visible,
} from './governing-clock';
export { hooks, onPayments, type PaymentHooks } from './hooks';
export { clientSecret, newId, randomText } from './ids';
export { type ListAnswer, paginate, type Range, within } from './list';
export { mergeMetadata } from './metadata';
export * as p from './params';
export { type Caller, type Context, defineRoute, type Route } from './route';
export { Transaction } from './transaction';
export { idOf, type Stored, type Wire } from './wire';
