import { isIn } from '#engine/landmarks.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Head, Origin } from '#kernel/ports/origins.js';
import { isSameSchema, type ViewSchema } from '#kernel/ports/views-schema.js';
import type { Standing } from './due.js';
import { publicationOf } from './state.js';

/** How read models fit a release, by the schema they were made for. @param own of this release */
export function fit({ schema }: Pick<Origin, 'schema'>, own: ViewSchema): 'current' | 'still' | 'newer' | 'unreadable' {
  const [made, wanted] = [schema.meaning ?? 0, own.meaning ?? 0];
  if (made !== wanted) return made > wanted ? 'newer' : 'unreadable';
  return isSameSchema(schema, own) ? 'current' : 'still';
}

export interface LookedAt {
  readonly log: Pick<EventLog, 'readStream'>;
  /** Of this release. */
  readonly schema: ViewSchema;
  /** Positions of all publications in the log, 0 for the default. */
  readonly publications: readonly number[];
  /** Whether no other release can be at work on them. */
  readonly isAlone: boolean;
  /** How far a version has come; undefined where this process does not know. */
  readonly position: (name: string) => Promise<number | undefined>;
}

/** How each of some versions stands, by its name. @param origins of those that have any */
export async function standingsOf(
  names: readonly string[],
  origins: ReadonlyMap<string, Origin>,
  looked: LookedAt,
): Promise<ReadonlyMap<string, Standing>> {
  const lost = await notOf(
    looked.log,
    [...origins.values()].flatMap(({ head }) => head ?? []),
  );
  const standing = async (name: string): Promise<Standing> => {
    const origin = origins.get(name);
    if (origin === undefined) return { kind: 'useless', why: 'it does not say which release made it, and of what' };
    const found = fit(origin, looked.schema);
    if (found === 'newer' && looked.isAlone) return { kind: 'useless', why: 'a later release made it' };
    if (found === 'unreadable') return { kind: 'useless', why: 'events meant something else to who made it' };
    const isOfThisLog = looked.publications.includes(publicationOf(name)) && !(origin.head && lost.has(origin.head));
    if (!isOfThisLog) return { kind: 'useless', why: 'it was made from another log than there is now' };
    if (found !== 'current') return { kind: found };
    const position = await looked.position(name);
    return position === undefined ? { kind: 'current' } : { kind: 'current', position };
  };
  return new Map(await Promise.all(names.map(async (name) => [name, await standing(name)] as const)));
}

/**
 * The events that a log does not have. Each is looked up: one version may have been added to for the first time after the log was put back
 * of which another one remembers an earlier day: that a later event is there says nothing of earlier ones.
 */
async function notOf(log: Pick<EventLog, 'readStream'>, heads: readonly Head[]): Promise<ReadonlySet<Head>> {
  const lost = await Promise.all(heads.map(async (head) => ((await isIn(log, head)) ? [] : [head])));
  return new Set(lost.flat());
}
