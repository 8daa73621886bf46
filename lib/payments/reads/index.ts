export { access } from './access';
export { adminReads } from './admin-reads';
export { billing } from './billing';
export { offers } from './offers';
