export { stepKey } from '../idempotency-key';
export { completeOperations } from './complete';
