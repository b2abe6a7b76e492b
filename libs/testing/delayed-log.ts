import type { EventLog } from '#kernel/ports/event-log.js';

/** Lets time pass, as much as somebody else decides. */
export type Delay = () => Promise<unknown>;

/** A log far away: each call takes its time to get there, and its answer to come back. */
export function delayed(log: EventLog, delay: Delay): EventLog {
  const call = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    await delay();
    const answer = await ask();
    await delay();
    return answer;
  };
  return {
    append: (stream, expected, events) => call(() => log.append(stream, expected, events)),
    readStream: (stream, fromRevision) => call(() => log.readStream(stream, fromRevision)),
    readAll: (after, limit) => call(() => log.readAll(after, limit)),
    tail: () => call(() => log.tail()),
    last: () => call(() => log.last()),
    onAppend: (hint) => log.onAppend(hint),
    close: () => log.close(),
  };
}
