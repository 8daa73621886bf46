import http from 'node:http';

/**
 * @param {string} url on this machine
 * @param {number} [timeoutMs]
 * @returns {Promise<number | null>} the status of the answer; null when there was none
 */
export function statusOf(url, timeoutMs = 5_000) {
  return new Promise((resolve) => {
    const request = http.get(url, { timeout: timeoutMs, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(null));
  });
}
