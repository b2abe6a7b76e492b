import { Server as TlsServer } from 'node:tls';
import type { Book } from '#book/book.js';
import { addressOf } from '#platform/address.js';
import { AllowedHosts } from '#platform/allowed-hosts.js';
import { RenewedTls } from '#platform/renewed-tls.js';
import { secureContext } from '#platform/tls-settings.js';
import type { Started } from '#platform/until-stopped.js';
import { createApi } from './create-api.js';
import { EDGE_LIMITS } from './edge/limits.js';

/** Milliseconds that requests under way may take to end when the process is told to. */
const ANSWER_TIMEOUT = 5_000;

/**
 * Opens the HTTP door of a book, closed with what the process has opened.
 * @param takePort asked when all is ready to listen: the port, any free one for 0
 * @returns the address to reach it by
 */
export async function listen(
  book: Book,
  { settings, log, health, closers }: Pick<Started, 'settings' | 'log' | 'health' | 'closers'>,
  takePort: () => Promise<number>,
  limits = EDGE_LIMITS,
): Promise<string> {
  const api = await createApi(book, health, log, { hosts: new AllowedHosts(settings), tls: settings.tls }, limits);
  closers.add('the HTTP server', () => api.close(), ANSWER_TIMEOUT);
  await api.listen(await takePort(), settings.host);
  const server = api.getHttpServer();
  const { tls } = settings;
  if (tls !== undefined && server instanceof TlsServer) {
    const renewed = new RenewedTls(tls, { use: (now) => server.setSecureContext(secureContext(now)), log });
    closers.add('the look at the certificate', async () => renewed.stop());
  }
  return addressOf(server, settings.host).url;
}
