/** Runs once when the server starts, before its first request; never while building. */
export async function register(): Promise<void> {
  // Compared literally: Next writes the value in and drops the import, and with it Node's modules, from other runtimes.
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { startServer } = await import('./lib/payments/start-server');
    await startServer();
  }
}
