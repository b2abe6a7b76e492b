import type { Row } from '#kernel/ports/views-schema.js';
import { GAP_LABELS, type Gap } from './gaps.js';
import { labelOf, type LabelName, type Labels } from './labels.js';
import type { Move } from './move.js';
import type { Standing } from './standing.js';
import type { Entry } from './entry.js';

/** The `mark` of a first purchase: before every day there is. */
export const NO_PREVIOUS_DAY = -1_000_000;

/** Of whom a fact speaks and when the log took it. */
export interface Stamp {
  readonly recorded: number;
  readonly customer: string;
}

const ABSENT = { stage: '', tier: '', region: '', segment: '', source: '', salesperson: '', bought: false } as const;

/** Most are 0 or 1, of which none is made anew. */
function signed(count: number, sign: 1 | -1): bigint {
  if (count === 0) return 0n;
  if (count === 1) return sign === 1 ? 1n : -1n;
  return BigInt(sign * count);
}

export function moveRow(move: Move, stamp: Stamp, sign: 1 | -1): Row {
  const from: Standing | typeof ABSENT = move.from ?? ABSENT;
  const to: Standing | typeof ABSENT = move.to ?? ABSENT;
  return {
    series: 'moves',
    valid: move.day,
    recorded: stamp.recorded,
    customer: stamp.customer,
    record: '',
    mark: 0,
    dimensions: [
      from.stage,
      to.stage,
      from.tier,
      to.tier,
      from.region,
      to.region,
      from.segment,
      to.segment,
      from.source,
      to.source,
      from.salesperson,
      to.salesperson,
      from.bought ? '1' : '',
      to.bought ? '1' : '',
      move.cause,
      move.reason,
      move.cohort,
      move.days === undefined ? '' : String(move.days),
    ],
    measures: [
      signed(move.moves, sign),
      signed(move.new, sign),
      signed(move.reactivated, sign),
      signed(move.lost, sign),
      signed(move.registered, sign),
      signed(move.closed, sign),
    ],
  };
}

export function gapRow({ day, previous, touches, labels }: Gap, stamp: Stamp, sign: 1 | -1): Row {
  const days = previous === undefined ? 0 : day - previous;
  return {
    series: 'gaps',
    valid: day,
    recorded: stamp.recorded,
    customer: stamp.customer,
    record: '',
    mark: previous ?? NO_PREVIOUS_DAY,
    dimensions: [
      previous === undefined ? '' : String(days),
      touches === undefined ? '' : String(touches),
      ...GAP_LABELS.map((name) => labels[name]),
    ],
    measures: [signed(1, sign), signed(previous === undefined ? 0 : 1, sign), signed(days, sign)],
  };
}

/** A series whose facts are labelled with what their customer was on the day. */
export interface LabelledSeries {
  readonly name: string;
  /** How many dimensions come from the event; the labels follow them. */
  readonly own: number;
  readonly labels: readonly LabelName[];
}

export function entryRow(entry: Entry, { labels: names }: LabelledSeries, labels: Labels, stamp: Stamp): Row {
  const dimensions = entry.own.slice();
  for (const name of names) dimensions.push(labelOf(name, labels, entry.at));
  return {
    series: entry.series,
    valid: entry.day,
    recorded: stamp.recorded,
    customer: stamp.customer,
    record: entry.record,
    mark: 0,
    dimensions,
    measures: entry.measures,
  };
}

/** The row with which another one adds up to nothing. */
export function takenBack(row: Row): Row {
  return { ...row, measures: row.measures.map((measure) => -measure) };
}
