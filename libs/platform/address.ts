import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';

/** The address to reach a listening server by: its port may have been any free one. */
export function addressOf(server: Server, host: string): { readonly port: number; readonly url: string } {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { port } = address;
  const scheme = server instanceof TlsServer ? 'https' : 'http';
  return { port, url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${String(port)}` };
}
