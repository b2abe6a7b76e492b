import ipaddr from 'ipaddr.js';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

/** The addresses of a name. @throws where it has none */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Says where messages may go: to what the whole internet can reach, and to what somebody has allowed by name. */
export class Destinations {
  private readonly allowed: ReadonlySet<string>;

  /** @param allowed `host:port`, names or addresses, also of networks of our own */
  constructor(
    allowed: readonly string[],
    private readonly resolve: Resolve = (host) => lookup(host, { all: true }),
  ) {
    this.allowed = new Set(allowed.map((one) => one.toLowerCase()));
  }

  /**
   * How a connection finds the address it goes to: only such as it may. A name is looked up for every connection, and what is checked is what
   * is connected to, so a name that moves changes nothing. @throws Error for an address in the URL itself, which is never looked up
   */
  lookupFor(url: URL): LookupFunction {
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const isAllowed = this.allowed.has(`${url.hostname.toLowerCase()}:${port}`);
    const check = (address: string): void => {
      if (!isAllowed && !isPublic(address) && !this.allowed.has(named(address, port))) throw new Refused(host, port);
    };
    if (isIP(host) !== 0) check(host);
    return (name, options, done) => {
      const found = this.resolve(name).then((addresses) => {
        if (addresses.length === 0) throw new Error(`${name} has no address`);
        // One that has both may be sent to the other at the next try.
        for (const { address } of addresses) check(address);
        return addresses;
      });
      found.then(
        (addresses) => {
          const [first] = addresses;
          if (options.all === true) done(null, [...addresses]);
          else done(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => done(error as NodeJS.ErrnoException, ''),
      );
    };
  }
}

class Refused extends Error {
  constructor(host: string, port: string) {
    super(
      `${host} is an address of a private network, or none that the internet can reach: where that is wanted, name ${host}:${port} in TALLY_WEBHOOK_ALLOW`,
    );
    this.name = 'Refused';
  }
}

/**
 * Whether everybody on the internet reaches the same machine under it. IPv6 addresses that stand for one of IPv4 are not: what they end at
 * is decided elsewhere.
 */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  return address.range() === 'unicast' && (address.toByteArray()[0] ?? 0) >> 5 === GLOBAL_UNICAST;
}

/** The first three bits of what is given out of IPv6 (2000::/3, IANA). */
const GLOBAL_UNICAST = 0b001;

function named(address: string, port: string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
