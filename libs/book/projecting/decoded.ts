import type { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import { unknownShape } from '#kernel/event-type.js';
import { needObject } from '#kernel/shape.js';
import type { Facts } from '#subjects/facts.js';
import { PLUGINS } from '#subjects/index.js';
import { pluginOf } from '#subjects/plugins/plugin.js';
import { EVENT_TYPES, FACTS } from '#subjects/tables.js';

/** An event with what it means for the read models, all of it worked out and checked before anything is changed. */
export interface Decoded {
  readonly event: RecordedEvent;
  /** Absent where it means nothing for any. */
  readonly facts?: { readonly decoded: unknown; readonly fold: Facts['fold'] };
}

const INSTANT_LENGTH = '2024-01-31T10:30:00.000Z'.length;

/** @throws Error saying what of the event cannot be understood */
export function decode(event: RecordedEvent, calendar: Calendar): Decoded {
  checkEnvelope(event, calendar);
  EVENT_TYPES[event.type]?.check?.(event);
  const facts = FACTS.get(event.type);
  const decoded = facts?.of(event, calendar);
  return facts === undefined || decoded === undefined ? { event } : { event, facts: { decoded, fold: facts.fold } };
}

function checkEnvelope({ type, schema, occurredAt, data }: RecordedEvent, calendar: Calendar): void {
  const unknown = unknownShape(EVENT_TYPES, type, schema);
  if (unknown !== undefined) throw new Error(unknown + perhapsOf(type));
  needObject(data, 'data');
  const isInstant = typeof occurredAt === 'string' && occurredAt.length === INSTANT_LENGTH && occurredAt.endsWith('Z');
  if (!isInstant || Number.isNaN(calendar.dayOf(occurredAt)))
    throw new Error('occurredAt must be an instant in UTC with milliseconds');
}

/** Whose event it may be: its plug-in's, by its name, and why plug-ins that are named are not there. */
function perhapsOf(type: string): string {
  const { subjects, missing } = PLUGINS;
  const plugin = pluginOf(type);
  const isThere = subjects.some(({ name }) => name === plugin);
  const whose = plugin === undefined || isThere ? '' : `: it is of the plug-in ${plugin}, which is not there`;
  if (missing.length === 0) return whose;
  return `${whose}; missing plug-ins: ${missing.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`;
}
