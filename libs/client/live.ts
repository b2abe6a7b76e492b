import { chunksOf } from './chunks.js';
import { isAway, pause, waitAfter, type Persistence } from './persistence.js';
import { Unreachable } from './problem.js';
import { serverSentEvents } from './server-sent-events.js';
import { send, textOf, type Transport } from './transport.js';

/** Milliseconds without a sign of life, of which the server gives one every 15 seconds, after which a connection is taken for lost. */
const SILENCE = 45_000;

export interface LiveOptions extends Partial<Pick<Persistence, 'signal' | 'tell' | 'patience' | 'waits'>> {
  /** The position of the last message that was taken, to go on after it; from now on where absent. */
  readonly after?: string;
  /** Milliseconds without a sign of life after which the connection is made anew. */
  readonly silence?: number;
}

/**
 * Messages as facts arrive. A connection that ends or is lost is made again, after the last message; one that nobody takes is not read, so
 * that only the newest state is kept meanwhile. Ends only by the signal, or where it is left.
 * @throws ProblemError for what will not pass, the last failure once the patience is over, or the reason of the signal
 */
export async function* follow<Message>(
  transport: Transport,
  { after, silence = SILENCE, ...persistence }: Persistence & LiveOptions,
): AsyncGenerator<Message, void, undefined> {
  const { signal, tell, patience, waits } = persistence;
  let last = after;
  let attempt = 0;
  for (let since = Date.now(); ; attempt++) {
    let failure: Error | undefined;
    try {
      for await (const { event, data, id } of connection(transport, last, silence, signal)) {
        if (attempt > 0) tell?.('it goes on');
        attempt = 0;
        since = Date.now();
        if (event !== 'facts') continue;
        last = id;
        yield JSON.parse(data) as Message;
        // However long it was taken for.
        since = Date.now();
      }
      failure = new Unreachable(transport.url, new Error('the stream ended'));
    } catch (error) {
      signal?.throwIfAborted();
      if (!isAway(error)) throw error;
      failure = error;
    }
    if (Date.now() - since > patience) throw failure;
    if (attempt === 0) tell?.(`${failure.message}; trying again`);
    await pause(waitAfter(failure, waits, attempt), signal);
  }
}

/** What one connection brings until it ends. @throws as `textOf` */
async function* connection(
  transport: Transport,
  after: string | undefined,
  silence: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly event: string; readonly data: string; readonly id: string }> {
  const ending = new AbortController();
  const end = (): void => ending.abort(signal?.reason);
  signal?.addEventListener('abort', end);
  try {
    signal?.throwIfAborted();
    const search = after === undefined ? '' : `?after=${after}`;
    const sent = { method: 'GET', path: `/v1/live${search}`, accept: 'text/event-stream', signal: ending.signal };
    const response = await send(transport, sent);
    if (!response.ok || response.body === null) throw new Error(await textOf(transport, sent, response));
    yield* serverSentEvents(chunksOf(transport.url, response.body, silence));
  } finally {
    signal?.removeEventListener('abort', end);
    ending.abort();
  }
}
