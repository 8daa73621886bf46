// Loaded into the application before anything else (node --import): writes down every address that it wants to connect
// to, and lets it reach nothing but this machine. Elsewhere connections are refused or, with ELSEWHERE=silent, never made.
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const file = process.env.CONNECTIONS_FILE;
const loopback = new Set(['localhost', '127.0.0.1', '::1']);
const connect = net.Socket.prototype.connect;

/** Node's own callers hand over one list of [options, callback], everybody else the arguments themselves. */
function targetOf([first, second]) {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object' && options !== null) return options;
  return { port: options, host: typeof second === 'string' ? second : 'localhost' };
}

net.Socket.prototype.connect = function (...args) {
  const { host = 'localhost', port, path } = targetOf(args);
  if (path || loopback.has(host)) return connect.apply(this, args);
  appendFileSync(file, `${host}:${port}\n`);
  if (process.env.ELSEWHERE === 'silent') {
    this.connecting = true;
    return this;
  }
  const error = Object.assign(new Error(`connect ECONNREFUSED ${host}:${port}`), { code: 'ECONNREFUSED' });
  process.nextTick(() => this.destroy(error));
  return this;
};
