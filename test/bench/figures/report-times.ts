import { printTable, shown } from '../report.js';
import type { Times } from './asking.js';
import { QUESTION_KINDS } from './questions.js';

/** What somebody took, by question. */
export type TimesByQuestion = ReadonlyMap<string, Times>;

const NEVER: Times = { cold: NaN, p50: NaN, p99: NaN };

/** A row a question, in milliseconds; of each peer its first and its middle time, and how many times of that ours is. */
export function reportTimes(
  facts: number,
  own: TimesByQuestion,
  others: ReadonlyMap<string, TimesByQuestion> = new Map(),
): void {
  const head = [
    'ms',
    'cold',
    'p50',
    'p99',
    'target',
    ...[...others.keys()].flatMap((name) => [`${name}, cold`, 'p50']),
  ];
  const rows = QUESTION_KINDS.map(({ what, target }) => {
    const most = target[facts >= 5_000_000 ? 1 : 0];
    const mine = own.get(what) ?? NEVER;
    const peers = [...others.values()].flatMap((all) => {
      const { cold, p50 } = all.get(what) ?? NEVER;
      return [beside(mine.cold, cold), beside(mine.p50, p50)];
    });
    return [
      what,
      shown(mine.cold),
      shown(mine.p50),
      shown(mine.p99),
      most === undefined ? '' : `p99 below ${String(most)}`,
      ...peers,
    ];
  });
  printTable(`Questions over ${facts.toLocaleString('en')} facts`, [head, ...rows]);
}

function beside(mine: number, other: number): string {
  return Number.isNaN(other) ? '' : `${shown(other)}, ratio ${(mine / other).toFixed(2)}`;
}
