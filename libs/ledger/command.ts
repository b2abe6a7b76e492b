import { contentHash } from '#kernel/canonical.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Envelope } from '#kernel/event.js';
import type { Claim } from '#engine/record/handle.js';
import { Problem } from '#kernel/problem.js';
import type { Content } from './differences.js';
import { Fields } from './fields.js';

/** What commands are read with. */
export interface Reading {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** The clock at the time of the request, RFC 3339 in UTC. */
  readonly now: string;
  /** What a target can be set for: the catalogue's, which the write side does not know. */
  readonly targetRule: TargetRule;
  /** Opens data for reading; `Fields` unless given. */
  readonly open?: (data: unknown) => Fields;
}

/** Whether a metric can have a target cut by these dimensions; a sentence says why not. */
export type TargetRule = (metric: string, dimensions: readonly string[]) => string | undefined;

/** A command as its decider takes it, and what the caller claims by it. */
export interface Read<Command> {
  readonly command: Command;
  readonly claim: Claim;
}

/** A command as far as the caller says it: its customer, its opportunity and the rate of its content are looked up. */
export type Unrated<Command, Content extends keyof Command> = Omit<Command, 'customer' | 'opportunityKnown' | Content> &
  Readonly<Record<Content, Omit<Command[Content], 'rate'>>>;

/** How far ahead of the clock a fact may be dated, in milliseconds: 24 hours. */
const AHEAD = 86_400_000;

/** Opens a caller's data for reading, the envelope fields first. */
export function openFields(data: unknown, { calendar, open }: Reading): { fields: Fields; envelope: Envelope } {
  const fields = open?.(data) ?? new Fields(data, calendar);
  const envelope = present({
    emitter: fields.optionalLabel('emitter'),
    correlationId: fields.optionalLabel('correlationId'),
    actor: fields.optionalLabel('actor'),
  });
  return { fields, envelope };
}

/** What the caller said under an id, hashed: nothing that was filled in by us is part of it. The hash is stored and so permanent. */
export function claimOf(id: string, content: Content & { readonly type: string }, envelope: Envelope): Claim {
  return { id, hash: contentHash(content), content, envelope };
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
  const kept: { [field: string]: unknown } = {};
  for (const name of Object.keys(shape) as (keyof Shape & string)[])
    if (shape[name] !== undefined) kept[name] = shape[name];
  return kept as Present<Shape>;
}
