import type { Static } from 'typebox';
import type { ViewStore } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import { Things } from '../../named.reads.js';
import type { SEGMENT } from '../segment.input.js';
import { SEGMENT_TYPES } from '../segment-types.js';

/** The rule of a segment by its id, as it is to hold; undefined where there is none. */
export type RuleOf = (segment: string) => Promise<string | undefined>;

const THINGS = new Things({ name: 'segment', path: 'segments', types: SEGMENT_TYPES });
/** Versions of one that are looked at. */
const MOST = 1_000;

/**
 * The rule that a segment had as it was known at a time, now where none is named; before anybody said it, the first one. Undefined where
 * there never was one, or it was retired by then.
 */
export async function ruleKnown(
  id: string,
  knownAt: Moment | undefined,
  { views, calendar }: { readonly views: ViewStore; readonly calendar: Calendar },
): Promise<string | undefined> {
  const entries = await THINGS.entries(id, 0, MOST, views).catch(whereNone);
  const versions = entries.map((entry) => THINGS.versionOf(entry));
  const then = versions.findLast(
    ({ recordedAt }) => knownAt === undefined || hadHappened(recordedAt, knownAt, calendar),
  );
  const version = then ?? versions[0];
  if (version === undefined || version.retired) return undefined;
  return (version.content as Static<typeof SEGMENT>).rule;
}

function whereNone(error: unknown): [] {
  if (error instanceof Problem && error.code === 'not-found') return [];
  throw error;
}
