import http from 'node:http';
import https from 'node:https';
import { TransportError, toTransportError } from './transport-error';

export type OutgoingRequest = {
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number | string[]>>;
  readonly body: string;
  readonly protocol: string;
};

export type IncomingResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const AGENTS = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
};

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/**
 * Sends one request and reads the whole answer within `milliseconds`, which the SDK's own timeout does not promise: that
 * one only watches for silence, and a body dripped byte by byte outlives it.
 * @throws TransportError, saying whether the request may have landed
 */
export function send(request: OutgoingRequest, milliseconds: number): Promise<IncomingResponse> {
  const secure = request.protocol !== 'http';
  return new Promise((resolve, reject) => {
    let connected = false;
    const { host, port, path, method, headers } = request;
    const outgoing = (secure ? https : http).request(
      { host, port, path, method, headers: { ...headers }, agent: secure ? AGENTS.https : AGENTS.http },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', (error) => fail(toTransportError(error, true)));
        response.once('close', () => {
          if (!response.complete) fail(new TransportError('maybe', 'the answer broke off'));
        });
        response.once('end', () => {
          clearTimeout(timer);
          const body = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: plainHeaders(response.headers), body });
        });
      },
    );
    const fail = (error: TransportError): void => {
      clearTimeout(timer);
      outgoing.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new TransportError(connected ? 'maybe' : 'never', `no answer within ${milliseconds} ms`)),
      milliseconds,
    );
    outgoing.once('socket', (socket) => {
      // A kept-alive socket is connected already; over TLS nothing is sent before the handshake is done.
      connected = !socket.connecting;
      if (connected) return;
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    outgoing.on('error', (error) => fail(toTransportError(error, connected)));
    outgoing.end(request.body);
  });
}
