export { type SyncOutcome, syncObject } from './sync-object';
export { drawTicket } from './ticket';
export { writeRecords } from './write-records';
