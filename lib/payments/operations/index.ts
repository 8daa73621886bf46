export { stepKey } from '../idempotency-key';
export { completeOperations } from './complete';
export { startCompleteLoop } from './complete-loop';
