import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '#kernel/problem.js';
import { type AllowedHosts, WATCHING } from '#platform/allowed-hosts.js';

/**
 * Why a request is refused before anything else of it is looked at: it names another host than ours, or a page of another origin sent it.
 * The page itself may be come to from anywhere. Where no key is asked for, a browser on a machine that reaches us is all a stranger's page needs; services send none of these headers.
 */
export function originProblem(
  route: string | undefined,
  { host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  hosts: AllowedHosts,
  isPage = false,
): Problem | undefined {
  const watches = route !== undefined && WATCHING.includes(route);
  if (!(watches ? hosts.allowsWatching(host) : hosts.allows(host)))
    return new Problem(
      'misdirected-request',
      'no host of this name is served here: ask for localhost or TALLY_HOST, or name it in TALLY_ALLOWED_HOSTS',
    );
  if (!watches && !isPage && (isForeign(site) || (origin !== undefined && !isOwn(origin, host))))
    return new Problem(
      'cross-site',
      'a page of another site sent this: only services and pages of this server may ask',
    );
  return undefined;
}

function isForeign(site: string | readonly string[] | undefined): boolean {
  return site === 'cross-site' || site === 'same-site';
}

/** Pages of ours have the host of their requests as their origin. `null` is the origin of who hides it. */
function isOwn(origin: string, host = ''): boolean {
  const own = /^(https?:)\/\/[^/]+$/.exec(origin)?.[1];
  return own !== undefined && URL.parse(origin)?.host === URL.parse(`${own}//${host}`)?.host;
}
