import type { FastifyRequest } from 'fastify';
import { questionKept, textKept } from '#book/access/audited-question.js';
import type { Principal } from '#book/access/principal.js';
import type { Gist } from '#book/reading/gist.js';
import type { AuditEntry } from '#kernel/ports/audit-store.js';
import { isEmit, isOfBook, type Needed } from '#kernel/scopes.js';
import { keyIdIn } from '#subjects/access/key-secret.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What was found out at the door; undefined where nothing had to be. */
    asked?: Asked | undefined;
    /** Of the answer; undefined where nobody looked at more than its bytes. */
    gist?: Gist | undefined;
  }
}

/** What a request needs, and whose it is where its key is good. */
interface Asked {
  readonly needs: Needed;
  readonly who?: Principal;
  /** What it came to, where that is more than an answer. */
  readonly type?: 'LoginSucceeded' | 'LoginFailed' | 'LoggedOut';
}

type Hashed = (text: string) => string;

/** What needs one of these shows things one by one, and people among them. */
const SHOWS_PEOPLE: readonly string[] = ['read:records', 'personal', 'privacy'];
/** What needs this is asked in a body, if it has one. */
const ASKED_IN_BODY: readonly Needed[] = ['read', 'read:records'];
const CUSTOMER = /^\/v1\/customers\/:id($|\/)/;

/** What is written down of a request that is being answered; undefined for nothing. */
export function entryOf(
  request: FastifyRequest,
  status: number,
  hashed: Hashed,
  clock: () => Date,
): AuditEntry | undefined {
  const { asked, gist, id: requestId, headers } = request;
  const type = asked && (asked.type ?? typeOf(asked, status, headers.authorization));
  if (asked === undefined || type === undefined) return undefined;
  const { needs, who } = asked;
  const isShown = status < 300 && !isEmit(needs);
  return {
    type,
    at: clock().toISOString(),
    principal: who?.id ?? null,
    keyId: keyIdOf(headers.authorization) ?? null,
    route: routeOf(request),
    scope: [needs].flat().join(' '),
    // What a sign-in brings with it is good for another one, or was.
    question: asked.type === undefined ? questionOf(request, needs, hashed) : {},
    rows: who?.rows ?? null,
    status,
    requestId,
    position: gist?.position ?? null,
    recordsReturned: isShown ? (gist?.records ?? null) : 0,
    personal: isShown && [needs].flat().some((need) => SHOWS_PEOPLE.includes(need)),
    customer: customerOf(request, hashed),
  };
}

function typeOf({ needs, who }: Asked, status: number, authorization?: string): AuditEntry['type'] | undefined {
  // Who sends no key has tried none.
  if (who === undefined) return status === 401 && authorization !== undefined ? 'LoginFailed' : undefined;
  // What needs no more is asked all the time, and shows nothing of the book.
  if (!isOfBook(needs)) return undefined;
  return status === 403 ? 'AccessDenied' : 'Answered';
}

/** The id in a key, also in one that is good no more. */
function keyIdOf(authorization = ''): string | undefined {
  return keyIdIn(authorization.trim().split(' ').at(-1) ?? '');
}

/** As the description has it. */
function routeOf({ method, is404, routeOptions: { url } }: FastifyRequest): string | null {
  return is404 || url === undefined ? null : `${method} ${url.replace(/:(\w+)/g, '{$1}')}`;
}

function questionOf({ params, query, body }: FastifyRequest, needs: Needed, hashed: Hashed): AuditEntry['question'] {
  const parameters = { ...(params as object), ...(query as object) };
  const isInBody = ASKED_IN_BODY.includes(needs) && body !== undefined && body !== null;
  return questionKept(isInBody ? { ...parameters, body } : parameters, hashed);
}

function customerOf({ params, query, routeOptions: { url = '' } }: FastifyRequest, hashed: Hashed): string | null {
  const { id } = (params ?? {}) as { readonly id?: unknown };
  const { customerId } = (query ?? {}) as { readonly customerId?: unknown };
  const customer = CUSTOMER.test(url) ? id : customerId;
  return typeof customer === 'string' ? textKept(customer, hashed) : null;
}
