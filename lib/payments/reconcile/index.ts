export { startReconcileLoop } from './reconcile-loop';
export { type RunReport, reportRun } from './report-run';
export { SCOPES, type Scope } from './run';
export { type StartedRun, startRun } from './start-run';
export type { Progress, SliceLimits } from './walk';
export { type Worked, workOnRun } from './work-on-run';
