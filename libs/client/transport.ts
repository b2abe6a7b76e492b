import { NoTallybook, problemOf, Unreachable } from './problem.js';

/** Where requests go, and by what. */
export interface Transport {
  /** Of the server, without a slash at its end. */
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A file as it is, or a form with files: what can be sent again. */
export type Upload = Blob | Uint8Array<ArrayBuffer> | string | FormData;

export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly type?: string;
  readonly body?: Upload;
  readonly accept?: string;
  /** As `If-Match` has it. */
  readonly match?: string;
  readonly signal?: AbortSignal | undefined;
}

/** A response, whatever its status. @throws Unreachable, or the reason of the signal */
export async function send({ url, fetch, headers }: Transport, sent: Sent): Promise<Response> {
  const { method, path, type, body, accept, match, signal } = sent;
  const init: RequestInit = {
    method,
    headers: {
      ...headers,
      ...(type !== undefined && { 'content-type': type }),
      ...(accept !== undefined && { accept }),
      ...(match !== undefined && { 'if-match': match }),
    },
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal }),
  };
  return reached(url, signal, () => fetch(url + path, init));
}

/**
 * The text of an answer that went well.
 * @param answers further statuses that are no problem
 * @throws ProblemError, Unreachable, NoTallybook, or the reason of the signal
 */
export async function textOf(
  transport: Transport,
  sent: Sent,
  response: Response,
  answers: readonly number[] = [],
): Promise<string> {
  const { status, ok } = response;
  if (!ok && !answers.includes(status)) return refuse(transport, sent, response);
  return reached(transport.url, sent.signal, () => response.text());
}

/** @throws ProblemError, Unreachable, NoTallybook, or the reason of the signal: what an answer says that did not go well */
export async function refuse({ url }: Transport, { path, signal }: Sent, response: Response): Promise<never> {
  const { status, headers } = response;
  const text = await reached(url, signal, () => response.text());
  throw problemOf(status, jsonIn(text, url + path, status), retryAfter(headers)) ?? new NoTallybook(url + path, status);
}

/** @throws NoTallybook */
export function jsonIn(text: string, address: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoTallybook(address, status);
  }
}

async function reached<Result>(
  url: string,
  signal: AbortSignal | undefined,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    signal?.throwIfAborted();
    throw new Unreachable(url, error);
  }
}

/** In milliseconds; the header is in seconds or a date. */
function retryAfter(headers: Headers): number | undefined {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  const ms = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
