export { type Accepted, accept } from './accept';
export { type DrainLimits, drain } from './drain';
export { startDrainLoop } from './drain-loop';
export { WEBHOOK_BODY_LIMIT } from './limit';
export { receiveWebhook } from './receive';
export type { DrainReport } from './report';
