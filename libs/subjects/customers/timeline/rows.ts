import type { Row } from '#kernel/ports/views-schema.js';
import type { Gap } from './gaps.js';
import type { LabelName, Labels } from './labels.js';
import type { Move } from './moves.js';
import type { Standing } from './standing.js';
import type { Entry } from './entry.js';

/** The `mark` of a first purchase: before every day there is. */
const NO_PREVIOUS_DAY = -1_000_000;

/** Of whom a fact speaks and when the log took it. */
export interface Stamp {
  readonly recorded: number;
  readonly customer: string;
}

const ABSENT = { stage: '', tier: '', region: '', segment: '', source: '', salesperson: '', bought: false } as const;

export function moveRow(move: Move, stamp: Stamp, sign: 1 | -1): Row {
  const from: Standing | typeof ABSENT = move.from ?? ABSENT;
  const to: Standing | typeof ABSENT = move.to ?? ABSENT;
  const count = (value: number): bigint => BigInt(sign * value);
  return {
    series: 'moves',
    valid: move.day,
    ...stamp,
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
    ],
    measures: [
      count(move.moves),
      count(move.new),
      count(move.reactivated),
      count(move.lost),
      count(move.registered),
      count(move.closed),
    ],
  };
}

export function gapRow({ day, previous, labels }: Gap, stamp: Stamp, sign: 1 | -1): Row {
  const days = previous === undefined ? 0 : day - previous;
  return {
    series: 'gaps',
    valid: day,
    ...stamp,
    record: '',
    mark: previous ?? NO_PREVIOUS_DAY,
    dimensions: [
      previous === undefined ? '' : String(days),
      labels.region,
      labels.segment,
      labels.source,
      labels.salesperson,
      labels.cohort,
    ],
    measures: [BigInt(sign), previous === undefined ? 0n : BigInt(sign), BigInt(sign * days)],
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
  return {
    series: entry.series,
    valid: entry.day,
    ...stamp,
    record: entry.record,
    mark: 0,
    dimensions: [...entry.own, ...names.map((name) => labels[name])],
    measures: entry.measures,
  };
}

/** The row with which another one adds up to nothing. */
export function takenBack(row: Row): Row {
  return { ...row, measures: row.measures.map((measure) => -measure) };
}
