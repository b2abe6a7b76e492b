import { withDays } from '#figures/days.js';
import { asProblem } from '#kernel/as-problem.js';
import { Problem } from '#kernel/problem.js';
import { problemShown, type ProblemShown } from '#kernel/problem-shown.js';
import { answered, momentOf, type Clocks, type Shown } from './answered.js';
import { parsed, shownClocks, withoutClocks } from './ask.js';
import type { Book } from './book.js';
import type { Answered, Asked } from './reading/reads.js';
import { shownOfLog } from './shown-of-log.js';

/** The answer to one of several questions, or why it has none. */
export type TileOutcome = { readonly answer: Answered<'query'> } | { readonly problem: ProblemShown };

/** One of several questions, read as far as it can be before it is known from what it is answered. */
interface Tile {
  readonly index: number;
  readonly clocks: Clocks;
  readonly question: Awaited<ReturnType<typeof parsed>>;
}

/** Times that questions known at different times are asked again while facts arrive between them. */
const ATTEMPTS = 3;

/**
 * Answers several questions from one consistent state. One that cannot be answered says why, and stops none of the others.
 * @param raws each as for `/v1/query`, or why there is none @throws Problem for what is wrong with all of them
 */
export async function askTiles(book: Book, raws: readonly (object | Problem)[]): Promise<readonly TileOutcome[]> {
  const outcomes = new Map<number, TileOutcome>();
  const tiles: Tile[] = [];
  for (const [index, raw] of raws.entries()) {
    const tile = await tileOf(book, index, raw).catch(asProblem);
    if (tile instanceof Problem) outcomes.set(index, { problem: problemShown(tile) });
    else tiles.push(tile);
  }
  const groups = [...Map.groupBy(tiles, ({ clocks }) => JSON.stringify(knownBy(clocks))).values()];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const group of groups) await answerGroup(book, group, outcomes);
    if (positionsOf([...outcomes.values()]).size <= 1) break;
  }
  return raws.map((_, index) => outcomes.get(index) as TileOutcome);
}

/** The positions that answers are of. */
export function positionsOf(outcomes: readonly TileOutcome[]): ReadonlySet<string> {
  return new Set(outcomes.flatMap((one) => ('answer' in one ? [one.answer.meta.position] : [])));
}

async function tileOf(book: Book, index: number, raw: object | Problem): Promise<Tile> {
  if (raw instanceof Problem) throw raw;
  const { clocks, rest } = withoutClocks(raw);
  momentOf(book, 'asOf', clocks.asOf);
  momentOf(book, 'knownAt', clocks.knownAt);
  return { index, clocks, question: await parsed(book, rest, clocks) };
}

/** Those that one version of the read models answers together: dates as of which are cut there. */
function knownBy({ asOf, knownAt, replay }: Clocks): Clocks {
  return isInstant(asOf) || replay !== undefined ? { asOf, knownAt, replay } : { knownAt };
}

function isInstant(text: string | undefined): boolean {
  return text !== undefined && text.length > 10;
}

async function answerGroup(book: Book, tiles: readonly Tile[], outcomes: Map<number, TileOutcome>): Promise<void> {
  const [first] = tiles;
  if (first === undefined) return;
  const found = await answered(book, knownBy(first.clocks), (shown) =>
    shown.model.read('tiles', { tiles: tiles.map((tile) => askedOf(book, tile, shown)) }),
  ).catch(asProblem);
  for (const [i, { index }] of tiles.entries()) {
    const outcome = found instanceof Problem ? { problem: problemShown(found) } : found.outcomes[i];
    if (outcome !== undefined) outcomes.set(index, outcome);
  }
}

function askedOf(book: Book, { clocks, question }: Tile, { asOf, knownAt, today }: Shown): Asked<'query'> {
  const own = isInstant(clocks.asOf) ? undefined : momentOf(book, 'asOf', clocks.asOf)?.day;
  const day = own ?? asOf;
  const cut = { asOf: day, ...(knownAt !== undefined && { knownAt }) };
  const dated = withDays(question, day, book.calendar.fiscalStart);
  return { question: { ...dated, ...cut }, today, shown: { ...shownClocks(clocks), ...shownOfLog(book) } };
}
