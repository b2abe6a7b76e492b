import type { Appended, ExpectedRevision } from '#kernel/ports/event-log.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { eventLogContract } from '#testing/event-log.contract.js';

/** Logs that each break one law, for `lawless.spec.ts`: the name is the law. */

/** Takes whatever revision is expected. */
class Careless extends MemoryEventLog {
  override async append(
    stream: string,
    _expected: ExpectedRevision,
    events: readonly PendingEvent[],
  ): Promise<Appended> {
    const { length } = await this.readStream(stream);
    return super.append(stream, length === 0 ? 'none' : length - 1, events);
  }
}

class Quiet extends MemoryEventLog {
  override onAppend(hint: () => void): () => void {
    super.onAppend(hint);
    return () => undefined;
  }
}

class Disordered extends MemoryEventLog {
  override async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return (await super.readAll(after, limit)).toReversed();
  }
}

class Forgetful extends MemoryEventLog {
  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PendingEvent[],
  ): Promise<Appended> {
    return super.append(stream, expected, events.slice(-1));
  }
}

const of = (name: string, open: (clock: () => Date) => MemoryEventLog): void =>
  eventLogContract(name, async (clock) => {
    const log = open(clock);
    return { log, reopen: async () => log, remove: () => Promise.resolve() };
  });

of('begins a stream once and gives back what it took, byte for byte', (clock) => new Careless(clock));
of('hints at appends until nobody listens', (clock) => new Quiet(clock));
of('reads everything in order, in pages', (clock) => new Disordered(clock));
of('appends several events together or not at all', (clock) => new Forgetful(clock));
