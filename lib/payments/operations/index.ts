export { completeOperations } from './complete';
export { stepKey } from './key';
