export { type Recorded, recordUsage, type Usage } from './record-usage';
export { reportUsage, reportUsageOf, type UsageReport } from './report-usage';
export { startUsageLoop } from './usage-loop';
