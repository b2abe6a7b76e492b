import type { Row } from '#kernel/ports/views-schema.js';
import type { Gap } from '../customer/gaps.js';
import type { Labels } from '../customer/labels.js';
import type { Move } from '../customer/moves.js';
import type { Part } from '../customer/part.js';
import { NO_PREVIOUS_DAY } from '../schema.js';
import type { Entry } from './effect.js';

/** Of whom a fact speaks and when the log took it. */
export interface Stamp {
  readonly recorded: number;
  readonly customer: string;
}

const ABSENT = { stage: '', tier: '', region: '', segment: '', source: '', salesperson: '', bought: false } as const;

export function moveRow(move: Move, stamp: Stamp, sign: 1 | -1): Row {
  const from: Part | typeof ABSENT = move.from ?? ABSENT;
  const to: Part | typeof ABSENT = move.to ?? ABSENT;
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

export function entryRow(entry: Entry, labels: Labels, stamp: Stamp): Row {
  return {
    series: entry.series,
    valid: entry.day,
    ...stamp,
    record: entry.record,
    mark: 0,
    dimensions: [...entry.own, ...LABELLED[entry.series].labels(labels)],
    measures: entry.measures,
  };
}

/** A stored row taken back, and put again under other labels. */
export function relabelled(row: Row, labels: Labels, recorded: number): readonly Row[] {
  const { own, labels: labelled } = LABELLED[row.series as Entry['series']];
  return [
    { ...row, recorded, measures: row.measures.map((measure) => -measure) },
    { ...row, recorded, dimensions: [...row.dimensions.slice(0, own), ...labelled(labels)] },
  ];
}

/** How many dimensions of a series come from the event, and which labels follow them. */
const LABELLED: Readonly<Record<Entry['series'], { own: number; labels: (labels: Labels) => readonly string[] }>> = {
  sales: {
    own: 9,
    labels: ({ purchase, stage, tier, segment, source, cohort, age }) => [
      purchase,
      stage,
      tier,
      segment,
      source,
      cohort,
      age,
    ],
  },
  interactions: {
    own: 7,
    labels: ({ region, segment, source, stage, tier }) => [region, segment, source, stage, tier],
  },
};
