import type { RecordedEvent } from '#kernel/event.js';
import type { Document } from '#kernel/ports/views.js';
import type { NamedEvent, NamedTypes } from '#ledger/named/named.events.js';
import type { Facts } from './facts.js';

/** What is kept of a thing in the read models: its last version. Those before are in the journal. */
export interface NamedVersion extends Pick<RecordedEvent, 'position' | 'occurredAt' | 'recordedAt'> {
  readonly id: string;
  readonly version: number;
  readonly retired: boolean;
  /** The last that was said, also where it is retired. */
  readonly content: NamedEvent['data']['content'];
}

/** Things as documents of a collection, retired ones among them: they may be asked for as known before. */
export function namedFacts(collection: string, types: NamedTypes): Facts<RecordedEvent> {
  return {
    of: (event) => event,
    fold: () => ({
      fold: async (events) => {
        const last = new Map(events.map((event) => [event.key, versionIn(event, types)]));
        const documents = [...last.values()].map((version) => ({ collection, document: documentOf(version) }));
        return { facts: [], documents };
      },
      reset: () => undefined,
    }),
  };
}

/** The version that an event is, as the log or the journal has it. */
export function versionIn(
  { type, data, position, occurredAt, recordedAt }: Omit<RecordedEvent, 'hash' | 'claim' | 'envelope'>,
  { retired }: NamedTypes,
): NamedVersion {
  const { id, version, content } = data as NamedEvent['data'];
  return { id, version, retired: type === retired, content, position, occurredAt, recordedAt };
}

function documentOf(version: NamedVersion): Document {
  return { id: version.id, fields: {}, body: { ...version } };
}
