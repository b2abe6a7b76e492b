import { canonicalJson, contentHash } from '#kernel/canonical.js';
import type { Calendar } from '#kernel/calendar.js';
import type { Envelope, Json } from '#kernel/event.js';
import type { Claim } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import { Fields } from './fields.js';

/** What commands are read with. */
export interface Reading {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** The clock at the time of the request, RFC 3339 in UTC. */
  readonly now: string;
}

/** How far ahead of the clock a fact may be dated, in milliseconds: 24 hours. */
const AHEAD = 86_400_000;

/** Opens a caller's data for reading, the envelope fields first. */
export function openFields(data: unknown, { calendar }: Reading): { fields: Fields; envelope: Envelope } {
  const fields = new Fields(data, calendar);
  const envelope = present({
    emitter: fields.optionalLabel('emitter'),
    correlationId: fields.optionalLabel('correlationId'),
    actor: fields.optionalLabel('actor'),
  });
  return { fields, envelope };
}

/** What the caller said, hashed: defaults that were filled in are no part of it. */
export function claimOf(type: string, id: string, content: Claim['content'], envelope: Envelope): Claim {
  return { id, hash: contentHash([type, content]), content, envelope };
}

/** @throws Problem `occurred-in-future` */
export function refuseFuture(field: string, instant: string, { now }: Reading): void {
  if (Date.parse(instant) <= Date.parse(now) + AHEAD) return;
  const detail = `${field} is more than 24 hours ahead of the clock (${now}): send facts when they have happened`;
  throw new Problem('occurred-in-future', detail, [{ field, detail: 'lies in the future' }]);
}

type Present<Shape> = { [Field in keyof Shape as undefined extends Shape[Field] ? never : Field]: Shape[Field] } & {
  [Field in keyof Shape as undefined extends Shape[Field] ? Field : never]?: Exclude<Shape[Field], undefined>;
};

/** An object without the fields that are undefined. */
export function present<Shape extends object>(shape: Shape): Present<Shape> {
  const entries = Object.entries(shape).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<Shape>;
}

/** The fields of a claim that do not agree with what is known of a recorded event; all of them if nothing can be told apart. */
export function differingFields(
  content: Claim['content'],
  told: Readonly<Record<string, Json | undefined>>,
): readonly string[] {
  const names = Object.keys(content).filter((name) => name !== 'id');
  const differing = names.filter((name) => !agrees(content[name] as Json, told[name]));
  const missing = Object.keys(told).filter((name) => told[name] !== undefined && !(name in content));
  if (differing.length > 0) return differing;
  return missing.length > 0 ? missing : names;
}

/** Lists of lines agree if every field the caller gave agrees: recorded lines carry more. */
function agrees(given: Json, recorded: Json | undefined): boolean {
  if (recorded === undefined) return false;
  if (Array.isArray(given) && Array.isArray(recorded))
    return given.length === recorded.length && given.every((item: Json, i) => agreesInPart(item, recorded[i] as Json));
  return canonicalJson(given) === canonicalJson(recorded);
}

function agreesInPart(given: Json, recorded: Json): boolean {
  if (typeof given !== 'object' || given === null) return given === recorded;
  return Object.entries(given).every(([name, value]) => {
    const other = (recorded as { readonly [field: string]: Json })[name];
    return other !== undefined && canonicalJson(value as Json) === canonicalJson(other);
  });
}
