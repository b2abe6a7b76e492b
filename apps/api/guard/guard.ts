import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Book } from '#book/book.js';
import type { Credentials, Doorkeeper } from '#book/access/doorkeeper.js';
import { askedAs, needAllowed, type Principal } from '#book/access/principal.js';
import { Problem } from '#kernel/problem.js';
import { isOfBook, rightsOf, type Needed } from '#kernel/scopes.js';
import type { Refuse } from '../edge/gate.js';
import { rationed } from '#book/access/allowances.js';
import { Failures } from './failures.js';

type Watching = Pick<Book, 'audit' | 'allowances'>;

/** Who asks what needs no key, and sends none: may do nothing else. */
const ANYBODY: Principal = { id: '', name: '', scopes: [], rights: rightsOf([]) };
/** The description and what shows it are not ours to decorate. */
const DESCRIPTION = /^\/(docs($|[/-])|openapi\.json$)/;
/** They change nothing. */
const READING: readonly string[] = ['GET', 'HEAD'];
/** A key, wherever it stands in an address. */
const KEY_IN_ADDRESS = /tb_[\w.-]{1,64}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/;

/**
 * Lets in who has a key, or has signed in, with what the route says that it needs, before anything of a body is read; all that is done for the request knows
 * who asks.
 */
export function addGuard(
  server: FastifyInstance,
  book: Pick<Book, 'door' | 'audit' | 'allowances'>,
  failed: number,
  refuse: Refuse,
): void {
  const { door } = book;
  if (door === undefined) return;
  const failures = new Failures(failed);
  server.addHook('onRequest', (request, reply, done) => {
    const answer = (found: Principal | Problem): void => {
      if (!(found instanceof Problem)) {
        askedAs(found, done);
        return;
      }
      const wait = found.status === 401 ? failures.add(request.ip) : undefined;
      if (wait === undefined) refuse(found, request, reply);
      else refuse(tooMany(failed), request, reply.header('retry-after', String(wait)));
    };
    const letIn = (): void => answer(principalOrProblem(request, door, book));
    const looked = door.look(request.headers);
    if (looked === undefined) letIn();
    else looked.then(letIn, (error: unknown) => (error instanceof Problem ? answer(error) : done(error as Error)));
  });
}

function principalOrProblem(request: FastifyRequest, door: Doorkeeper, book: Watching): Principal | Problem {
  try {
    return principalOf(request, door, book);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
}

/** @throws Problem `unauthenticated`, `key-expired`, `cross-site`, `forbidden`, `restricted`, `invalid-request`, `audit-unavailable`, `rate-limited` */
function principalOf(request: FastifyRequest, door: Doorkeeper, { audit, allowances }: Watching): Principal {
  const { headers, routeOptions, is404, url } = request;
  if (KEY_IN_ADDRESS.test(url))
    throw new Problem(
      'invalid-request',
      'a key stands in the address, which others can read on its way: send it as Authorization: Bearer, and rotate this one',
    );
  const needs = is404 ? 'any' : (routeOptions.config.needs ?? undecorated(routeOptions));
  if (needs === 'none') return knownOr(ANYBODY, headers, door);
  const again = (): Principal => door.admit(headers);
  if (needs !== undefined && isOfBook(needs)) audit?.needRoom();
  request.asked = { needs: needs ?? 'any' };
  const known = again();
  needMeant(known, request);
  door.used(headers);
  const who = { ...known, again, allowance: allowances.of(known.id, known.quota) };
  request.asked = { ...request.asked, who };
  if (needs === undefined) throw new Problem('forbidden', 'this route does not say what it needs');
  needAllowed(who, needs, routeOptions.config.made);
  const what = rationed(needs);
  if (what !== undefined) who.allowance.begin(what);
  return who;
}

function undecorated({ url = '', config }: FastifyRequest['routeOptions']): Needed | undefined {
  if (config.isPage === true) return 'none';
  return DESCRIPTION.test(url) ? 'any' : undefined;
}

/** A browser sends a session with whatever a page has it send: only pages of ours can say that it is meant. @throws Problem `cross-site` */
function needMeant({ isPerson }: Principal, { method, headers }: FastifyRequest): void {
  if (isPerson !== true || READING.includes(method) || headers['x-tally'] === '1') return;
  throw new Problem('cross-site', 'what changes something is sent with the header X-Tally: 1 by who has signed in');
}

/** Who sends a key or a session that is good; somebody else otherwise. */
function knownOr(otherwise: Principal, credentials: Credentials, door: Doorkeeper): Principal {
  try {
    return door.admit(credentials);
  } catch {
    return otherwise;
  }
}

function tooMany(limit: number): Problem {
  return new Problem(
    'rate-limited',
    `more than ${String(limit)} requests of a minute from here had no key that is good: mend the key, then wait`,
  );
}
