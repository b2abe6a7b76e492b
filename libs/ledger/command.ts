import { contentHash } from '#kernel/canonical.js';
import type { Envelope } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import type { Claim } from '#engine/record/handle.js';
import type { Content } from './differences.js';
import type { Context } from './input/kind.js';

/** What commands are read with. */
export interface Reading extends Context {
  /** The clock at the time of the request, RFC 3339 in UTC; the time the fact was known since where the caller says that. */
  readonly now: string;
  /** That time, where the log is to record by it. */
  readonly knownSince?: string;
  /** Whether it is history that nobody is to be told of. */
  readonly quiet?: true;
  /** Of what brought it, see `Envelope`. */
  readonly traceparent?: string;
  /** The one emitter that the caller may be. */
  readonly source?: string;
}

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

/** What the caller said under an id, hashed: nothing that was filled in by us is part of it. The hash is stored and so permanent. @param source see `Claim` */
export function claimOf(
  id: string,
  content: Content & { readonly type: string },
  envelope: Envelope,
  source?: string,
): Claim {
  const said = { id, hash: contentHash(content), content, envelope, ...(source !== undefined && { source }) };
  const plain = withoutPersonal(content);
  return plain === content ? said : { ...said, plainHash: contentHash(plain) };
}

/** The hash of the same without what is personal. */
export function plainHashOf(content: Content): string {
  return contentHash(withoutPersonal(content));
}

/** As callers call what is personal. Permanent: hashes are stored that leave these out. */
const PERSONAL: ReadonlySet<string> = new Set(['name', 'email', 'phone', 'attributes', 'subject', 'title', 'note']);

function withoutPersonal(content: Content): Content {
  const names = Object.keys(content);
  if (!names.some((name) => PERSONAL.has(name))) return content;
  return Object.fromEntries(Object.entries(content).filter(([name]) => !PERSONAL.has(name)));
}

/** When a fact happened, now unless said. @throws Problem `occurred-in-future` */
export function pastInstant(field: string, instant: string | undefined, { now }: Reading): string {
  // Both are in UTC with milliseconds, so that texts compare as instants do.
  if (instant === undefined || instant <= now || Date.parse(instant) <= Date.parse(now) + AHEAD) return instant ?? now;
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
