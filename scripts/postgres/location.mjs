import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { letOthersPass, ROOT, stateFolder } from '../project/folders.mjs';
import { canEnter, chooseAccount } from './account.mjs';

/** Where root keeps the data of projects that lie where nobody but root may go (`/root/billfold`, say). */
const ELSEWHERE = '/var/lib';

/**
 * @typedef {object} Cluster
 * @property {string} notes our own folder: lock, users, port, log
 * @property {string} store folder of the data and, where needed, of a copy of the programs
 * @property {string} data PostgreSQL's data folder
 * @property {import('./account.mjs').Account | null} account whom it runs as, when not as us
 * @property {boolean} disposable its data may be lost in a power cut (tests), for the sake of speed
 */

/** @typedef {'demo' | 'test' | 'bench'} ClusterKind benchmarks measure durable commits, on data that is nobody's */

/**
 * @param {ClusterKind} kind
 * @returns {Cluster}
 */
export function locateCluster(kind) {
  const notes = kind === 'demo' ? stateFolder('postgres') : stateFolder(kind, 'postgres');
  const account = chooseAccount([path.join(storeOf(notes), 'data'), ROOT]);
  const disposable = kind === 'test';
  if (account) letOthersPass(notes);
  if (!account || canEnter(account, notes)) return remember({ notes, store: notes, account, disposable });

  const hash = createHash('sha256').update(ROOT).digest('hex').slice(0, 10);
  const store = path.join(ELSEWHERE, `billfold-${hash}`, kind);
  mkdirSync(store, { recursive: true });
  for (const folder of [store, path.dirname(store)]) chmodSync(folder, 0o711);
  return remember({ notes, store, account, disposable });
}

/**
 * @param {string} notes
 * @returns {string} where an earlier start put the data
 */
export function storeOf(notes) {
  const file = path.join(notes, 'store');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : notes;
}

/**
 * @param {Omit<Cluster, 'data'>} cluster
 * @returns {Cluster}
 */
function remember(cluster) {
  writeFileSync(path.join(cluster.notes, 'store'), `${cluster.store}\n`);
  return { ...cluster, data: path.join(cluster.store, 'data') };
}
