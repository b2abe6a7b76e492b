import { chunksOf } from './chunks.js';
import { NoTallybook, problemOf, Unreachable } from './problem.js';
import { serverSentEvents } from './server-sent-events.js';
import { jsonIn, refuse, send, textOf, type Sent, type Transport } from './transport.js';

/** How far work that may take long has come. */
export interface Stage {
  /** What is begun, in a word; of each call those that `x-stages` of the API description names, after `waiting`. */
  readonly stage: string;
  /** From 1 on. */
  readonly number: number;
  /** How many there are. */
  readonly of: number;
}

const EVENTS = 'text/event-stream';
/** Milliseconds: no stage takes as long on any server. */
const SILENCE = 120_000;

/** The answer of a call, whose stages are told as they begin. @throws ProblemError, Unreachable, NoTallybook, or the reason of the signal */
export async function followed(transport: Transport, sent: Sent, onStage: (stage: Stage) => void): Promise<unknown> {
  const address = transport.url + sent.path;
  const response = await send(transport, { ...sent, accept: EVENTS });
  const { ok, status, headers, body } = response;
  if (!ok || body === null) return refuse(transport, sent, response);
  // A server of an earlier release knows no stages.
  if (headers.get('content-type')?.startsWith(EVENTS) !== true)
    return jsonIn(await textOf(transport, sent, response), address, status);
  try {
    for await (const { event, data } of serverSentEvents(chunksOf(transport.url, body, SILENCE))) {
      if (event === 'answer') return jsonIn(data, address, status);
      if (event === 'problem') throw refusalIn(jsonIn(data, address, status), address);
      if (event === 'progress') onStage(jsonIn(data, address, status) as Stage);
    }
  } catch (error) {
    sent.signal?.throwIfAborted();
    throw error;
  }
  throw new Unreachable(transport.url, new Error('the stream ended'));
}

function refusalIn(body: unknown, address: string): Error {
  const { status } = body as { readonly status: number };
  return problemOf(status, body, undefined) ?? new NoTallybook(address, status);
}
