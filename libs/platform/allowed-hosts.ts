import { isIP } from 'node:net';

/** Whether a host name or address is this machine's own: `localhost`, 127.0.0.0/8, `::1` (with or without brackets). */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/**
 * The names under which requests are answered. A page of a stranger whose name was made to lead to this machine (DNS rebinding) asks under
 * the stranger's name; nobody else does.
 */
export class AllowedHosts {
  private readonly names: ReadonlySet<string>;

  /** @param host the address that is listened on @param more others that callers know it by, such as a proxy's */
  constructor({ host, allowedHosts }: { readonly host: string; readonly allowedHosts: readonly string[] }) {
    this.names = new Set([host, ...allowedHosts].map((name) => bare(name)));
  }

  /** @param header what a request says in `Host`, with or without a port */
  allows(header: string | undefined): boolean {
    const name = hostname(header);
    return name !== undefined && (isLoopback(name) || this.names.has(name));
  }

  /**
   * As above, or an address in digits: whoever watches a process (Prometheus, an orchestrator) finds it by address, which nobody can list
   * beforehand, and which no stranger's page can have as its name.
   */
  allowsWatching(header: string | undefined): boolean {
    const name = hostname(header);
    return this.allows(header) || (name !== undefined && isIP(name) !== 0);
  }
}

/** Routes that only watch the process; they hold no word of a book. */
export const WATCHING: readonly string[] = ['/healthz', '/readyz', '/metrics'];

/** Without brackets and port, in lower case; undefined for what is no host. */
function hostname(header = ''): string | undefined {
  const found = /^(\[[\da-fA-F:.]+\]|[^\s:@/?#[\]]+)(:\d{1,5})?$/.exec(header)?.[1];
  return found === undefined ? undefined : bare(found);
}

function bare(name: string): string {
  return name
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}
