import type { Server } from 'node:http';

/** The address to reach a listening server by: its port may have been any free one. */
export function addressOf(server: Server, host: string): { readonly port: number; readonly url: string } {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { port } = address;
  return { port, url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}` };
}
