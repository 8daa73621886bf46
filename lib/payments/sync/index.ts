export { type SyncOutcome, syncObject } from './sync-object';
export { drawStampedTicket, drawTicket, type StampedTicket } from './ticket';
export { writePage } from './write-page';
export { writeRecords } from './write-records';
