import { createServer, type Server } from 'node:http';
import { invoicePages, startBillingClock } from './api/billing';
import type { ApiRequest } from './api/kernel/api';
import { Api } from './api/kernel/api';
import { lockFolder } from './api/kernel/folder-lock';
import { Ledger } from './api/kernel/ledger';
import { RequestLog } from './api/kernel/request-log';
import { Router } from './api/kernel/router';
import { Store } from './api/kernel/store';
import { startRefundClock } from './api/payments';
import { routes } from './api/routes';
import { type Clock, systemClock } from './clock/clock';
import { control } from './control/control';
import { retention } from './retention';
import { Bundles } from './web/bundles';
import { listener } from './web/http';
import { Dispatcher, type Forward } from './webhooks/dispatcher';

export interface SandboxOptions {
  /** Loopback only. */
  host?: '127.0.0.1' | '::1' | 'localhost';
  /** 0 picks a free one. */
  port: number;
  /** The folder its state is kept in; null keeps it in memory only. */
  data: string | null;
  /** Where every event of every account goes too. */
  forward?: Forward | null;
  clock?: Clock;
}

export interface Sandbox {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts the stand-in for Stripe. Rejects when the address is taken or the stored state is damaged. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? systemClock;
  const host = options.host ?? '127.0.0.1';
  const bundles = new Bundles();
  // Longer than the SDK keeps idle connections: a socket closed under a request looks like a lost answer.
  const server = createServer({ keepAliveTimeout: 65_000 });
  const unlock = options.data === null ? () => undefined : await lockFolder(options.data);
  const store = openStore(options.data, clock, unlock);
  const ledger = new Ledger(store, clock, options.forward?.url ?? null);
  const dispatcher = new Dispatcher(ledger, options.forward ?? null);
  const log = new RequestLog();
  const router = new Router();
  router.add(routes());
  const api = new Api(ledger, router, log);
  const parts = { ledger, dispatcher, log, api };
  const handle = async (request: ApiRequest) => {
    if (request.path.startsWith('/_sandbox/')) return control(parts, request);
    const page = invoicePages(ledger, request);
    if (page) return page;
    const file = request.method === 'GET' ? await bundles.serve(request.path) : null;
    return file ?? api.answer(request);
  };
  server.on('request', listener(handle));
  const port = await listen(server, host, options.port).catch((error: unknown) => {
    store.close();
    unlock();
    throw error;
  });
  bundles.warm();
  dispatcher.start();
  const clocks = [startBillingClock(ledger), startRefundClock(ledger)];
  const stop = () => {
    for (const each of clocks) each.close();
    dispatcher.close();
    store.close();
    unlock();
  };
  return { url: `http://${host === '::1' ? '[::1]' : host}:${port}`, port, close: () => close(server, stop) };
}

function openStore(folder: string | null, clock: Clock, unlock: () => void): Store {
  try {
    return Store.open(folder, retention(clock));
  } catch (error) {
    unlock();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Ends the connections first, so that no request can write to a journal that is closed. */
function close(server: Server, stop: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      stop();
      resolve();
    });
    server.closeAllConnections();
  });
}
