import { readChart } from '#charts/chart-settings.js';
import type { Answer } from '#figures/figure.answers.js';
import { contentHash } from '#kernel/canonical.js';
import type { Json } from '#kernel/event.js';
import { MAX_APPEND } from '#kernel/ports/append-size.js';
import { Problem } from '#kernel/problem.js';
import type { ProblemShown } from '#kernel/problem-shown.js';
import type { Period } from '#kernel/time/periods.js';
import type { AskedTile, Ground, TileAnswered } from '../reactions.js';
import { askedOf } from './asked-of-period.js';
import { changesIn, MOST_CHANGES, type Compared } from './changes.js';
import type { PartKept, ReportKept } from './report.events.js';
import { reportWords } from './report-words.js';
import { withinRoom } from './within-room.js';

/** What is to be reported. */
export interface Asked extends Pick<ReportKept, 'question' | 'dashboard' | 'format'> {
  readonly period: Period;
  readonly language: 'en' | 'zh';
  /** What is to be said above it. */
  readonly notes: readonly string[];
  /** The report before, which the new one begins with what has changed in. */
  readonly before?: Before;
}

/** A report that was sent. */
export interface Before extends Pick<ReportKept, 'digest' | 'parts'> {
  readonly run: number;
  readonly period: string;
}

interface Answered {
  readonly title: string;
  readonly chart: PartKept['chart'];
  readonly question: object;
  readonly answer: Answer;
  readonly meanings: PartKept['meanings'];
}

/**
 * Makes a report of what is known now: its own figures, and those of the report before asked again, all from one state of the book.
 * @throws Problem where there is nothing to report, of status 500 and more where that passes
 */
export async function makeReport(asked: Asked, ground: Ground): Promise<ReportKept> {
  const { question, dashboard, format, language, before } = asked;
  const words = reportWords(language);
  const tiles = (
    await ground.tiles({ ...(question !== undefined && { question }), ...(dashboard !== undefined && { dashboard }) })
  ).map((tile) => ofPeriod(tile, asked.period, ground.calendar.fiscalStart));
  const again = before?.parts ?? [];
  const outcomes = await ground.answers([...tiles.map((tile) => tile.question), ...again.map((part) => part.question)]);
  needAnswers(outcomes);
  const own = answeredOf(tiles, outcomes);
  if (own.answered.length === 0) throw nothing(own.problems);
  const compared = before === undefined ? undefined : comparedWith(before, outcomes.slice(tiles.length), words);
  const changes = compared?.changes ?? [];
  const fitted = withinRoom(own.answered.map(({ answer }) => answer));
  const parts = own.answered.map(
    ({ answer: _answer, ...part }, i) => ({ ...part, ...fitted[i] }) as object as PartKept,
  );
  return keepable({
    ...(question !== undefined && { question }),
    ...(dashboard !== undefined && { dashboard }),
    format,
    position: Math.max(...own.answered.map(({ answer }) => Number(answer.meta.position))),
    definitions: definitionsOf(own.answered),
    digest: contentHash(own.answered.map(({ answer: { rows, totals } }) => ({ rows, totals })) as object as Json),
    notes: [
      ...asked.notes,
      ...own.problems.map(({ title, problem }) => words.noAnswer(title, problem.detail)),
      ...parts.flatMap(({ title, rows, answer }) =>
        rows === undefined ? [] : [words.cut(title, (answer as object as Answer).rows.length, rows)],
      ),
      ...(compared?.notes ?? []),
    ],
    changes: changes.slice(0, MOST_CHANGES),
    parts,
  });
}

/** Bytes that a report may have as JSON: it is recorded as one event, and what it is told by has to fit beside. */
const MOST_BYTES = MAX_APPEND - 65_536;

/** @throws Problem `answer-too-large`: its rows have room, so it is what is said of many parts */
function keepable(report: ReportKept): ReportKept {
  const bytes = Buffer.byteLength(JSON.stringify(report));
  if (bytes <= MOST_BYTES) return report;
  throw new Problem(
    'answer-too-large',
    `the report takes ${String(bytes)} bytes, more than the ${String(MOST_BYTES)} that one can have: give it fewer tiles`,
  );
}

function ofPeriod(tile: AskedTile, period: Period, fiscalStart: number): AskedTile {
  const { question } = tile;
  return question instanceof Problem ? tile : { ...tile, question: askedOf(question, period, fiscalStart) };
}

/** @throws Problem for what passes by itself: the report is made when it has */
function needAnswers(outcomes: readonly TileAnswered[]): void {
  for (const outcome of outcomes)
    if ('problem' in outcome && isPassing(outcome.problem)) {
      const { code, detail, errors } = outcome.problem;
      throw new Problem(code, detail, errors);
    }
}

/** Whether the same may be answered later. */
export function isPassing({ status }: Pick<ProblemShown, 'status'>): boolean {
  return status >= 500 || status === 429;
}

interface Unanswered {
  readonly title: string;
  readonly problem: ProblemShown;
}

function answeredOf(tiles: readonly AskedTile[], outcomes: readonly TileAnswered[]) {
  const answered: Answered[] = [];
  const problems: Unanswered[] = [];
  for (const [i, { title: own, chart, question }] of tiles.entries()) {
    const outcome = outcomes[i];
    if (outcome === undefined) throw new Error('a question has neither an answer nor a problem');
    const title = own ?? titleOf(question, i);
    if ('problem' in outcome) problems.push({ title, problem: outcome.problem });
    else answered.push({ title, chart: { ...readChart({ title, ...chart }) }, question, ...outcome });
  }
  return { answered, problems };
}

/** What a question is called that nobody gave a name. */
function titleOf(question: object, i: number): string {
  const { metrics = [] } = question as { readonly metrics?: readonly string[] };
  return metrics.length === 0 ? String(i + 1) : metrics.join(', ').slice(0, LONGEST_TITLE);
}

const LONGEST_TITLE = 200;

/** Why nothing is reported: what the first question met. */
function nothing(problems: readonly Unanswered[]): Problem {
  const [first] = problems;
  if (first === undefined) return new Problem('invalid-request', 'there is nothing to report: it has no tiles');
  return new Problem(first.problem.code, `${first.title}: ${first.problem.detail}`);
}

function comparedWith(before: Before, outcomes: readonly TileAnswered[], words: ReturnType<typeof reportWords>) {
  const notes: string[] = [];
  const pairs: Compared[] = [];
  for (const [i, { title, answer, rows }] of before.parts.entries()) {
    const now = outcomes[i];
    if (now === undefined || 'problem' in now) notes.push(words.notCompared(title, now?.problem.detail ?? ''));
    else pairs.push({ title, before: answer as object as Answer, isCut: rows !== undefined, after: now.answer });
  }
  const changes = pairs.flatMap(changesIn);
  const { period, run } = before;
  const told = changes.length === 0 ? words.unchanged(period, run) : words.compared(period, run);
  const more = changes.length - MOST_CHANGES;
  return {
    changes,
    notes: [...(pairs.length > 0 ? [told] : []), ...(more > 0 ? [words.moreChanges(more)] : []), ...notes],
  };
}

function definitionsOf(answered: readonly Answered[]): Readonly<Record<string, string>> {
  const all = answered.flatMap(({ answer: { meta } }) => {
    const { lifecycle, tiers, metrics = {} } = meta.definitions;
    const versions = Object.entries(metrics).map(([name, version]) => [name, String(version)] as const);
    return [['lifecycle', lifecycle] as const, ['tiers', tiers] as const, ...versions];
  });
  return Object.fromEntries(all);
}
