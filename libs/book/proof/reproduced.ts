import { BASIS_FIELDS } from '#figures/basis.js';
import { checkDays, parseQuestionPeriod } from '#figures/question.js';
import { parseQuestionDay } from '#figures/question-day.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { GRAINS, type Grain } from '#kernel/time/periods.js';
import { askValue } from '../ask.js';
import type { Book } from '../book.js';
import { figures } from '../figures.js';
import { difference } from './difference.js';

type Data = Readonly<Record<string, unknown>>;

/** An answer of figures with its question: what was sent to `/v1/query`, or the parameters of `/v1/figures`. */
export interface AskedFigure {
  readonly question: Data;
  readonly answer: Data;
}

/** What an answer says of itself that is not of its figures, or depends on the day on which it was asked for. */
const NOT_COMPARED = ['position', 'incomplete', 'stale', 'replay', 'head'];

/** @throws Problem for what is no answer of figures with its question */
export function asFigure(value: unknown): AskedFigure {
  const { question, answer } = isData(value) ? value : {};
  if (!isData(question) || !isData(answer) || !(isData(answer['meta']) || 'digest' in answer))
    throw new Problem(
      'invalid-request',
      'the figure must be {"question": …, "answer": …}: what was sent to /v1/query or the parameters of /v1/figures, and what came back',
    );
  return { question, answer };
}

/** The position that an answer covers. @throws Problem where it says none, as one does that shows a part only */
export function positionOf({ answer }: AskedFigure): number {
  const position = Number(metaOf(answer)['position'] ?? answer['position'] ?? NaN);
  if (Number.isSafeInteger(position)) return position;
  throw new Problem(
    'invalid-request',
    'the answer does not say which position it covers: ask with a key that sees all of the book',
  );
}

/** The day on which it was asked for, as far as it matters to its figures; undefined where it is as of an instant. */
export function dayOf({ question, answer }: AskedFigure): number | undefined {
  const asOf = question['asOf'] ?? metaOf(answer)['asOf'];
  return typeof asOf === 'string' ? parseDay(asOf) : undefined;
}

/** Asks the same of a book that covers just what the answer does. @returns the first difference, in a sentence */
export async function notReproduced(book: Book, asked: AskedFigure): Promise<string | undefined> {
  const { position: _position, ...said } = asked.question;
  const question = { ...said, ...daysToldOf(asked) };
  const found = 'digest' in asked.answer ? await allFigures(book, question) : await askValue(book, question);
  return difference('the answer', compared(asked.answer), compared(asData(found)));
}

/** What today was where the question says so of its basis: the answer says it. */
function daysToldOf({ question, answer }: AskedFigure): Data {
  const meta = metaOf(answer);
  const names = BASIS_FIELDS.filter((name) => question[name] === 'today' && typeof meta[name] === 'string');
  return Object.fromEntries(names.map((name) => [name, meta[name]]));
}

/** The digest of all figures as of a day. */
export async function digestOn(book: Book, day: number): Promise<string> {
  return String((await allFigures(book, { asOf: formatDay(day) }))['digest']);
}

async function allFigures(book: Book, { from, to, period, grain, ...clocks }: Data): Promise<Data> {
  checkDays({ from, to, period });
  if (grain !== undefined && !GRAINS.includes(grain as Grain))
    throw new Problem('invalid-request', refusing(grain, 'is no grain'));
  const held = await figures(book, {
    ...clocks,
    ...(from !== undefined && { from: parseQuestionDay('from', from) }),
    ...(to !== undefined && { to: parseQuestionDay('to', to) }),
    ...(period !== undefined && { period: parseQuestionPeriod(period) }),
    ...(grain !== undefined && { grain: grain as Grain }),
  });
  const pieces: Uint8Array[] = [];
  for (let piece; (piece = held.next()) !== undefined;) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Data;
}

function compared({ position: _position, meta, ...answer }: Data): Data {
  if (!isData(meta)) return answer;
  return { ...answer, meta: Object.fromEntries(Object.entries(meta).filter(([name]) => !NOT_COMPARED.includes(name))) };
}

/** As it is on its way to whoever asked. */
function asData(value: object): Data {
  return JSON.parse(JSON.stringify(value)) as Data;
}

function metaOf(answer: Data): Data {
  return isData(answer['meta']) ? answer['meta'] : {};
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
