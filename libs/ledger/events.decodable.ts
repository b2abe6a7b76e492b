import type { AppendedEvent } from '#engine/record/stream-cache.js';
import { Problem } from '#kernel/problem.js';
import { NEWEST_SCHEMA } from './events.schemas.js';

/** Why this release cannot read an event of a type and schema; undefined if it can. */
export function unknownShape(type: string, schema: number): string | undefined {
  if (!Object.hasOwn(NEWEST_SCHEMA, type)) return `the event type ${type} is not known`;
  const newest = NEWEST_SCHEMA[type as keyof typeof NEWEST_SCHEMA];
  if (schema >= 1 && schema <= newest) return undefined;
  return `schema ${String(schema)} of ${type} is not known, only up to ${String(newest)}`;
}

/** @throws Problem `undecodable-event` naming the event and its stream */
export function needDecodable({ type, schema, stream, position }: AppendedEvent): void {
  const reason = unknownShape(type, schema);
  if (reason === undefined) return;
  throw new Problem(
    'undecodable-event',
    `the event ${type} at position ${String(position)} (${stream}) cannot be decoded: ${reason}. Facts of ${stream} need a release that can; if somebody else wrote it there, use another id`,
  );
}
