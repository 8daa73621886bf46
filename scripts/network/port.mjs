import net from 'node:net';
import { Failure } from '../failure.mjs';

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether nobody listens there, on either loopback address
 */
export async function isPortFree(port) {
  for (const host of ['127.0.0.1', '::1']) if (await answers(port, host)) return false;
  return canListen(port);
}

/**
 * @param {number} [preferred] taken when it is free
 * @returns {Promise<number>}
 */
export async function findFreePort(preferred) {
  if (preferred && (await isPortFree(preferred))) return preferred;
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}

/**
 * @param {string} variable
 * @param {string | undefined} value
 * @param {number} fallback
 */
export function readPort(variable, value, fallback) {
  if (!value) return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`${variable} is "${value}", which is no port: set it to a number from 1 to 65535.`);
}

/**
 * @param {string} variable what the person changes
 * @param {number} port
 * @param {string} purpose
 */
export async function requireFreePort(variable, port, purpose) {
  if (await isPortFree(port)) return;
  throw new Failure(
    `Port ${port}, meant for ${purpose}, is taken by another program: end that one, or set ${variable} to another port.`,
  );
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function answers(port, host) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host });
    const done = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(1_000, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
