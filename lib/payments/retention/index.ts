export type { RetentionLimits } from './limits';
export { type RetentionReport, retain } from './retain';
