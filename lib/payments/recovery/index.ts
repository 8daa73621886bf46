export { awaitsMail, mailWhenBack } from './ask';
export { startRecoveryLoop, tellOfRecovery } from './tell';
