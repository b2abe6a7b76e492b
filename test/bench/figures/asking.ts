import { plainRows, type Answering, type Session } from '../peers/answering.js';
import { percentile, tell } from '../report.js';
import { dayOf, LAST_DAY, type Asked, type QuestionKind } from './questions.js';

/** Milliseconds that somebody took for questions of a kind. */
export interface Times {
  /** The most of some first questions after a start, with nothing in memory. */
  readonly cold: number;
  readonly p50: number;
  readonly p99: number;
}

const COLD_ROUNDS = 3;
const ROUNDS = 200;
/** Who takes long is asked less often: milliseconds after which no further question of a kind is asked, but for the fewest. */
const PATIENCE = 15_000;
const FEWEST = 5;

/** @throws Error where the answers are not those of ours: what is not equal is not compared */
export async function checkEqual(kinds: readonly QuestionKind[], one: Session, other: Session): Promise<void> {
  for (const { what, of, peersTell } of kinds) {
    const days = peersTell === 'any day' ? [LAST_DAY, dayOf(0), dayOf(77)] : [LAST_DAY];
    for (const asked of days.map(of)) {
      const [expected, told] = [await plainly(one, asked), await plainly(other, asked)];
      if (expected !== told) throw new Error(`${what}: ${firstDifference(expected, told)}`);
    }
  }
}

/** First questions after starts, then many on one that runs. */
export async function timesOf(who: Answering, kinds: readonly QuestionKind[]): Promise<ReadonlyMap<string, Times>> {
  const cold = new Map<string, number>();
  for (const { what, of } of kinds) {
    tell(`${who.name}, cold: ${what}`);
    cold.set(what, Math.max(...(await coldTimes(who, of))));
  }
  const session = await who.start(false);
  const times = new Map<string, Times>();
  for (const { what, of } of kinds) {
    tell(`${who.name}, warm: ${what}`);
    const samples = await warmTimes(session, of);
    times.set(what, { cold: cold.get(what) ?? NaN, p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) });
  }
  await session.stop();
  return times;
}

export async function warmTimes(session: Session, of: QuestionKind['of']): Promise<readonly number[]> {
  // What is compiled and read once is no part of any of them.
  for (let round = 0; round < FEWEST; round++) await session.ask(of(dayOf(ROUNDS - 1 - round)));
  const samples: number[] = [];
  const end = performance.now() + PATIENCE;
  for (let round = 0; round < ROUNDS && (round < FEWEST || performance.now() < end); round++)
    samples.push((await session.ask(of(dayOf(round)))).milliseconds);
  return samples;
}

async function coldTimes(who: Answering, of: QuestionKind['of']): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const session = await who.start(true);
    samples.push((await session.ask(of(dayOf(round)))).milliseconds);
    await session.stop();
  }
  return samples;
}

async function plainly(session: Session, asked: Asked): Promise<string> {
  const { rows } = await session.ask(asked);
  return plainRows(rows, asked.groups)
    .map((row) => row.join(' '))
    .join('\n');
}

function firstDifference(expected: string, told: string): string {
  const [one, other] = [expected.split('\n'), told.split('\n')];
  const at = one.findIndex((line, i) => line !== other[i]);
  return `${String(one.length)} rows, the peer has ${String(other.length)}; "${one[at] ?? ''}" is "${other[at] ?? ''}" there`;
}
