import { createAdaptorServer } from '@hono/node-server';
import { Refusal } from '../base/refusal.ts';

const HOST = '127.0.0.1'; // never the network: nothing here speaks TLS
const GRACE_MS = 2000; // requests in hand may finish, long streams are cut

/** A server that answers on this machine. */
export interface OpenServer {
  readonly url: string; // 'http://127.0.0.1:4317'
  /** Lets requests in hand finish, then ends. */
  close(): Promise<void>;
}

/**
 * Serves on a port of this machine.
 *
 * @param port - 0 takes any that is free
 * @throws Refusal `server.port_in_use`, `server.port_not_allowed`
 */
export async function openServer(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<OpenServer> {
  const server = createAdaptorServer({ fetch });
  const address = await new Promise<string>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusalOfPort(error, port)));
    server.listen(port, HOST, () => {
      const bound = server.address();
      const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
      resolve(`http://${HOST}:${boundPort}`);
    });
  });
  return {
    url: address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) {
          server.closeIdleConnections();
          setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
        }
      }),
  };
}

function refusalOfPort(error: NodeJS.ErrnoException, port: number): Error {
  const hint = `choose another with --port ${port + 1}, or --port 0 for any that is free`;
  if (error.code === 'EADDRINUSE') {
    const sentence = `cannot serve on port ${port}: another program uses it`;
    return new Refusal('conflict', 'server.port_in_use', sentence, hint);
  }
  if (error.code === 'EACCES') {
    const sentence = `cannot serve on port ${port}: this user may not`;
    return new Refusal('not_allowed', 'server.port_not_allowed', sentence, hint);
  }
  return error;
}
