import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { Failure } from '../failure.mjs';

/** @typedef {{ name: string, uid: number, gid: number }} Account */

/**
 * PostgreSQL refuses to run as root, so root hands it to somebody else: whoever owns the given folders already (the
 * data of an earlier start, a project that root only visits), or else the system's `postgres` or `nobody`.
 * @param {string[]} folders
 * @returns {Account | null} null when we are not root and it simply runs as us
 */
export function chooseAccount(folders) {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  const owners = folders.filter(existsSync).map((folder) => statSync(folder).uid);
  const account =
    owners.map((uid) => accounts.find((known) => known.uid === uid && uid !== 0)).find(Boolean) ??
    accounts.find((known) => known.name === 'postgres') ??
    accounts.find((known) => known.name === 'nobody');
  if (account) return account;
  throw new Failure(
    'PostgreSQL does not run as root, and this machine has no user "nobody" to run it as: use an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * @param {Account | null} account
 * @returns {{ uid?: number, gid?: number }} for `spawn`
 */
export function asAccount(account) {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/**
 * Asks the system itself, because rights may come from modes, access lists or mounts.
 * @param {Account} account
 * @param {string} folder
 */
export function canEnter(account, folder) {
  const answer = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -x .', 'sh', folder], {
    ...asAccount(account),
    cwd: '/',
    stdio: 'ignore',
  });
  if (answer.error && 'code' in answer.error && answer.error.code === 'EPERM') {
    throw new Failure(
      `PostgreSQL does not run as root, and this root may not switch to the user "${account.name}": use an ordinary user, or set DATABASE_URL.`,
    );
  }
  return answer.status === 0;
}

/** @returns {Account[]} */
function readAccounts() {
  if (!existsSync('/etc/passwd')) return [];
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
