import { createServer } from 'node:http';
import { invoicePages } from './api/billing';
import { Agenda } from './api/kernel/agenda';
import { Api } from './api/kernel/api';
import type { ApiRequest } from './api/kernel/api-request';
import { lockFolder } from './api/kernel/folder-lock';
import { Ledger } from './api/kernel/ledger';
import { RequestLog } from './api/kernel/request-log';
import { Router } from './api/kernel/router';
import { Store } from './api/kernel/store';
import { challengePage } from './api/payments/challenge-page';
import { receiptPage } from './api/payments/receipt-page';
import { routes } from './api/routes';
import { type Clock, systemClock } from './clock/clock';
import { RealTime } from './clock/real-time';
import { startTestClocks } from './clock/test-clocks';
import { control } from './control/control';
import { Feed } from './control/feed';
import { report } from './control/report';
import { backstage } from './dashboard/backstage';
import { dashboard } from './dashboard/dashboard';
import { watchOver } from './faithful/watch';
import { Disturbance } from './faults/disturbance';
import { FaultBook } from './faults/fault-book';
import { gate } from './faults/gate';
import { Limiter } from './limits/limiter';
import { retention, startRetention } from './retention';
import { Bundles } from './web/bundles';
import { Door } from './web/door';
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
  /**
   * Holds every answer and event against Stripe's declarations, and answers 500 to what differs; a file's name to have
   * that written there as well. For the tests of the sandbox itself: it needs TypeScript installed.
   */
  check?: boolean | string;
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
  const door = new Door(server, host);
  const unlock = options.data === null ? () => undefined : await lockFolder(options.data);
  const store = openStore(options.data, clock, unlock);
  const ledger = new Ledger(store, clock, options.forward?.url ?? null);
  const agenda = new Agenda(ledger);
  const time = new RealTime(ledger, agenda);
  const dispatcher = new Dispatcher(ledger, options.forward ?? null);
  const log = new RequestLog();
  const router = new Router();
  router.add(routes());
  const faults = new FaultBook(clock, (method, path) => router.match(method, path)?.route.path ?? null);
  const disturbance = new Disturbance(faults, new Limiter(clock));
  const api = new Api(ledger, router, log, disturbance);
  const watch = await watchOver(ledger, options.check ?? false);
  const feed = new Feed();
  const parts = { ledger, dispatcher, log, api, disturbance, feed, door, time };
  report(parts);
  const handle = async (request: ApiRequest) => {
    if (request.path.startsWith('/_sandbox/')) return control(parts, request);
    const shown = await dashboard(backstage(parts, request), request);
    if (shown) return shown;
    const page =
      invoicePages(ledger, request) ?? receiptPage(ledger, request) ?? challengePage(ledger, request);
    if (page) return page;
    const file = request.method === 'GET' ? await bundles.serve(request.path) : null;
    return file ?? watch(request, await api.answer(request));
  };
  server.on('request', listener(handle, gate(disturbance, router)));
  const port = await door.open(options.port).catch((error: unknown) => {
    store.close();
    unlock();
    throw error;
  });
  const url = `http://${host === '::1' ? '[::1]' : host}:${port}`;
  ledger.origin = url;
  bundles.warm();
  dispatcher.start();
  agenda.load();
  time.start();
  const clocks = [time, startTestClocks(ledger, agenda), startRetention(store, clock)];
  const stop = () => {
    for (const each of clocks) each.close();
    dispatcher.close();
    feed.close();
    store.close();
    unlock();
  };
  return { url, port, close: () => door.close().then(stop) };
}

function openStore(folder: string | null, clock: Clock, unlock: () => void): Store {
  try {
    return Store.open(folder, retention(clock));
  } catch (error) {
    unlock();
    throw error;
  }
}
