import { UsageError } from './usage-error.js';

/** The server answered that something is not so for now or has failed: nothing is wrong with the question. */
export class ServerTrouble extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
    this.name = 'ServerTrouble';
  }
}

/** Nobody answers there. */
export class Unreachable extends UsageError {
  constructor(url: string, cause: unknown) {
    super(`${url} cannot be reached (${reasonOf(cause)}): is a server running there?`);
    this.cause = cause;
  }
}

/** Asks a server for JSON. @throws UsageError with what the server says is wrong with the question @throws Unreachable @throws ServerTrouble */
export async function askServer<Answer>(url: string, path: string, body?: unknown): Promise<Answer> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url + path, init).catch((error: unknown) => {
    throw new Unreachable(url, error);
  });
  const answer = await jsonOf<Answer & { readonly detail?: string; readonly code?: string }>(url + path, response);
  if (response.ok) return answer;
  const detail = answer.detail ?? `${url}${path} answered ${String(response.status)}`;
  throw response.status >= 500 ? new ServerTrouble(answer.code ?? '', detail) : new UsageError(detail);
}

async function jsonOf<Answer>(address: string, response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch {
    throw new UsageError(`${address} answered ${String(response.status)} with no JSON: is that a Tallybook?`);
  }
}

/** What is behind a `fetch failed`. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { readonly cause?: { readonly code?: string }; readonly message: string };
  return cause?.code ?? message;
}

/** Milliseconds between two looks at something that goes on in the server. */
const LOOK_AGAIN = 200;

/** Asks again and again until the answer is the one waited for. */
export async function pollServer<Answer>(
  url: string,
  path: string,
  isDone: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await askServer<Answer>(url, path);
    if (isDone(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

/** Milliseconds that the figures may stand still before a command that waits for them gives up. */
const PATIENCE = 60_000;

/**
 * Resolves when the figures of a server cover everything up to a position, however long that takes.
 * @throws ServerTrouble where they come no further
 */
export async function untilCovered(url: string, position: string): Promise<void> {
  let reached = -1;
  for (let since = Date.now(); ;) {
    try {
      await askServer(url, `/v1/events?limit=1&position=${position}`);
      return;
    } catch (error) {
      if (!(error instanceof ServerTrouble)) throw error;
      const covered = await coveredBy(url);
      if (covered > reached) since = Date.now();
      reached = Math.max(reached, covered);
      if (Date.now() - since > PATIENCE)
        throw new ServerTrouble(
          error.code,
          `the figures do not cover everything that is recorded: they are at position ${String(reached)} of ${position} (${error.message})`,
        );
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
  }
}

/** What `/readyz` says of the read models. */
interface Readiness {
  readonly position: string;
  readonly building: { readonly position: number } | null;
}

/** Also of a server that says that it is not ready; undefined where it does not answer. */
async function readinessOf(url: string): Promise<Readiness | undefined> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined);
  return (await response?.json().catch(() => undefined)) as Readiness | undefined;
}

/** How far the figures are, or those that are being built. */
async function coveredBy(url: string): Promise<number> {
  const found = await readinessOf(url);
  return Math.max(Number(found?.position ?? -1), found?.building?.position ?? -1);
}

/** Resolves when a server builds no read models (any more). @returns the position that those it has cover */
export async function untilBuilt(url: string): Promise<string> {
  for (;;) {
    const found = await readinessOf(url);
    if (found === undefined) throw new UsageError(`${url} does not answer any more`);
    if (found.building === null) return found.position;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

/** The position of the last event that a server has recorded. */
export async function lastPosition(url: string): Promise<string> {
  return (await askServer<{ readonly tail: string }>(url, '/v1/log?limit=1')).tail;
}
