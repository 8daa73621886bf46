import type { Transaction } from '../api/kernel';
import type { Ledger } from '../api/kernel/ledger';
import type { RequestLog } from '../api/kernel/request-log';
import type { Disturbance } from '../faults/disturbance';
import type { Html } from './html';

/** An answer of the control API or of the API itself, decoded. */
export interface Reply {
  status: number;
  body: unknown;
}

/** What the dashboard stands on. It reads the store, and acts through the two APIs as anybody would. */
export interface Backstage {
  accounts(): string[];
  ledger: Ledger;
  log: RequestLog;
  disturbance: Disturbance;
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Reply>;
  call(account: string, path: string, form: Record<string, string>): Promise<Reply>;
}

/** What a page is rendered from. */
export interface View {
  account: string;
  tx: Transaction;
  query: URLSearchParams;
  backstage: Backstage;
  /** The address of a page of this account, e.g. `href('customers')`. */
  href(path: string): string;
  /** The address of the page of an object, or null when the sandbox holds none with this id. */
  linkTo(id: string): string | null;
}

export interface Page {
  title: string;
  main: Html;
  /** The entry of the navigation that is lit, where the object decides it and not the path. */
  section?: string;
}

/** What a page posts, acted on: the page says why it was refused, or what only this answer can tell. */
export type Acted = { kind: 'done' } | { kind: 'told'; message: Html } | { kind: 'refused'; message: string };

/** What the page has to say of a form that was just posted. */
export type Notice = Exclude<Acted, { kind: 'done' }>;

export interface PageDefinition {
  /** The path below the account, with `:name` for a segment. */
  path: string;
  /** Which entry of the navigation is lit. */
  section: string;
  render(view: View, segment: (name: string) => string): Page | null | Promise<Page | null>;
  /** What its forms do. */
  act?(view: View, form: URLSearchParams, segment: (name: string) => string): Promise<Acted>;
}
