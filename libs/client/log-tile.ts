import { isAway, persistently, type Persistence } from './persistence.js';
import type { CallOptions } from './route.js';
import { refuse, send, type Transport } from './transport.js';

/**
 * The bytes of a tile of the tree over the log, by hand since no other call answers bytes.
 * @param path as C2SP names it, such as `0/x001/067.p/5` or `entries/000`
 * @throws ProblemError, Unreachable, NoTallybook, or the reason of the signal
 */
export function tileOf(
  transport: Transport,
  persistence: Persistence,
  path: string,
  options: CallOptions = {},
): Promise<Uint8Array> {
  const sent = { method: 'GET', path: `/v1/log/tile/${path}`, signal: options.signal };
  const ask = async (): Promise<Uint8Array> => {
    const response = await send(transport, sent);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : refuse(transport, sent, response);
  };
  return persistently(ask, { ...persistence, ...options }, isAway);
}
