/** A field of a request that is not as it must be. */
export interface FieldError {
  /** A path such as `lines[2].quantity`. */
  readonly field: string;
  readonly detail: string;
}

/** What the server says of a request that it did not do as asked: a problem of RFC 9457. */
export class ProblemError extends Error {
  constructor(
    /** What kind of problem it is: permanent, to branch on. */
    readonly code: string,
    /** Of HTTP. */
    readonly status: number,
    /** What is wrong and what to do about it, in a sentence. */
    readonly detail: string,
    /** Which fields are not as they must be; empty where it is about none. */
    readonly errors: readonly FieldError[] = [],
    /** What the answer says beside, `errors` among it. */
    readonly members: Readonly<Record<string, unknown>> = {},
    /** Milliseconds after which the server can be asked again, where it says so. */
    readonly retryAfter?: number,
  ) {
    super(detail);
    this.name = 'ProblemError';
  }
}

/** Nobody answered, or the answer broke off: whether the request was done is not known. */
export class Unreachable extends Error {
  constructor(
    readonly url: string,
    cause: unknown,
  ) {
    super(`${url} cannot be reached (${reasonOf(cause)}): is a server running there?`, { cause });
    this.name = 'Unreachable';
  }
}

/** Something answered, but not as a Tallybook does. */
export class NoTallybook extends Error {
  constructor(
    readonly url: string,
    readonly status: number,
  ) {
    super(`${url} answered ${String(status)} with no JSON: is that a Tallybook?`);
    this.name = 'NoTallybook';
  }
}

/** What is behind a `fetch failed`. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { readonly cause?: { readonly code?: string }; readonly message?: string };
  return cause?.code ?? message ?? String(error);
}

/** @param status of HTTP; what is no problem in the body has none */
export function problemOf(status: number, body: unknown, retryAfter: number | undefined): ProblemError | undefined {
  const { code, detail, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as Said;
  if (typeof detail !== 'string') return undefined;
  const { type: _type, title: _title, status: _status, ...members } = rest;
  return new ProblemError(code ?? '', status, detail, members.errors, members, retryAfter);
}

interface Said extends Readonly<Record<string, unknown>> {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}
