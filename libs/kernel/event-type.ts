import type { NewEvent, RecordedEvent } from './event.js';

/** What is known of an event type beside the shape of its data. */
export interface EventType {
  /** The newest version of that shape, from 1. A change of shape raises it and brings an upcaster. */
  readonly schema: number;
  /** A setting, or a note of the book's own: known as soon as it is recorded, whatever its date, and no fact of any period. */
  readonly isSetting?: true;
  /** What others recorded, it takes back: how an explanation names what it changed. */
  readonly takesBack?: 'voids' | 'refunds';
  /** Fields of its data, at any depth, in which people write freely and name others: shown to those only who may see what is of a person. */
  readonly freeText?: readonly string[];
  /** What of it had happened by a time, where its own instant is not all. @param had whether something at an instant had */
  readonly seen?: (event: RecordedEvent, had: (instant: string) => boolean) => RecordedEvent;
  /** Whether its data can be understood: a log can hold what this release never wrote. @throws Error saying what cannot */
  check?(event: NewEvent): void;
}

/** Event types by their stored names. */
export type EventTypes = Readonly<Record<string, EventType>>;

/** Why an event of a type and schema cannot be read by who knows these types; undefined if it can. */
export function unknownShape(types: EventTypes, type: string, schema: number): string | undefined {
  const known = Object.hasOwn(types, type) ? types[type] : undefined;
  if (known === undefined) return `the event type ${type} is not known`;
  if (schema >= 1 && schema <= known.schema) return undefined;
  return `schema ${String(schema)} of ${type} is not known, only up to ${String(known.schema)}`;
}
