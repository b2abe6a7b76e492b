import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, Json, NewEvent } from '#kernel/event.js';
import { needObject, needText } from '#kernel/shape.js';

/** What is said of a named thing, in its normal form. */
export type NamedContent = { readonly [field: string]: Json };

/** A thing got a version: other content than before, or none any more. Versions count from 1 and go on after it was retired. */
export type NamedEvent = EventOf<
  string,
  { readonly id: string; readonly version: number; readonly content: NamedContent }
>;

/** What a kind of things is called in the names of commands and events: `Question` of `question`. */
export function nounOf(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** What the events of a kind of things are called. Permanent, as `noun` is. */
export interface NamedTypes {
  readonly set: string;
  readonly retired: string;
}

/** @param noun such as `Question` */
export function namedTypes(noun: string): NamedTypes {
  return { set: `${noun}Set`, retired: `${noun}Retired` };
}

/** The event types of a kind of things: settings, known as soon as they are recorded. */
export function namedEvents({ set, retired }: NamedTypes): EventTypes {
  const type = { schema: 1, isSetting: true, check: checkShape } as const;
  return { [set]: type, [retired]: type };
}

function checkShape({ data }: NewEvent): void {
  needText(data, 'id');
  const { version, content } = data;
  if (!Number.isSafeInteger(version) || Number(version) < 1) throw new Error('version must be a whole number from 1');
  needObject(content, 'content');
}
