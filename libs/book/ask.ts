import { parseQuestion, type Question } from '#figures/question.js';
import { onlyTargeted } from '#figures/question.target.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { answerTable } from '#figures/answer-table.js';
import { withDays } from '#figures/days.js';
import { isNarrowedNow } from './access/narrowing.js';
import { answered, type Clocks } from './answered.js';
import type { Book } from './book.js';
import { catalogueAsked } from './catalogue-known.js';
import type { Model } from './model.js';
import type { HeldAnswer } from './reading/readers.js';
import type { Answered, Asked } from './reading/reads.js';
import { shownOfLog } from './shown-of-log.js';
import { Tabular } from './tabular.js';

/** Answers `/v1/query`. Its answer fails with a Problem saying what is possible. */
export function ask(book: Book, raw: unknown): Tabular<HeldAnswer<Answered<'query'>>> {
  return new Tabular(
    () => asked(book, raw, (model, question) => model.json('query', question)),
    () =>
      asked(book, raw, async (model, question) => {
        const definitions = new Map(question.question.metrics.map(({ name, definition }) => [name, definition]));
        return answerTable(await model.read('query', question), withoutPosition(raw), (name) => definitions.get(name));
      }),
  );
}

/** What it waited for is no part of a question. */
function withoutPosition(raw: unknown): object {
  const { position: _position, ...question } = raw as { readonly position?: unknown };
  return question;
}

/** The same answer, to go on with. @throws Problem saying what is possible */
export function askValue(book: Book, raw: unknown): Promise<Answered<'query'>> {
  return asked(book, raw, (model, question) => model.read('query', question));
}

/**
 * The same, of metrics that callers defined as they are defined now, whenever it is asked as known at: what watches a metric watches what
 * that has become. @throws Problem saying what is possible
 */
export function askByNow(book: Book, raw: unknown): Promise<Answered<'query'>> {
  return asked(book, raw, (model, question) => model.read('query', question), {});
}

/**
 * Works out what follows from a question as `/v1/query` takes it, from the model that answers it.
 * @param definedBy when metrics of callers are taken as they were known; its own clocks where absent @throws Problem saying what is possible
 */
export async function asked<Answer>(
  book: Book,
  raw: unknown,
  run: (model: Model, question: Asked<'query'>) => Promise<Answer>,
  definedBy?: Clocks,
): Promise<Answer> {
  const { clocks, rest } = withoutClocks(raw);
  const question = await parsed(book, rest, definedBy ?? clocks);
  return answered(book, clocks, ({ model, asOf, knownAt, today }) => {
    const cut = { asOf, ...(knownAt !== undefined && { knownAt }) };
    const dated = withDays(question, asOf, book.calendar.fiscalStart);
    return run(model, {
      question: { ...dated, ...cut },
      today,
      shown: { ...shownClocks(clocks), ...shownOfLog(book) },
    });
  });
}

/** @param clocks what a metric of callers is depends on when it is known @throws Problem saying what is possible */
export async function parsed(book: Book, raw: unknown, clocks: Clocks): Promise<Question> {
  return parseQuestion(await withTargeted(book, raw), await catalogueAsked(raw, clocks, book));
}

/** Where targets of one metric only are set, it need not be named; by who sees a part only it is, as others may have been set. */
async function withTargeted<Raw>(book: Book, raw: Raw): Promise<Raw | object> {
  if (isNarrowedNow()) return raw;
  const only = await book.models.use(undefined, ({ views }) => onlyTargeted(raw, views, CATALOGUE));
  if (only === undefined) return raw;
  const { where, ...rest } = raw as { readonly where?: object };
  return { ...rest, where: { ...where, metric: [only] } };
}

/** A question without what says from what it is answered. */
export function withoutClocks(raw: unknown): { readonly clocks: Clocks; readonly rest: unknown } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { clocks: {}, rest: raw };
  const { asOf, knownAt, replay, ...rest } = raw as Readonly<Record<string, unknown>>;
  return {
    clocks: { asOf: textOf('asOf', asOf), knownAt: textOf('knownAt', knownAt), replay: textOf('replay', replay) },
    rest,
  };
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  const wanted = 'a date such as "2024-01-31" or an instant such as "2024-01-31T10:30:00Z"';
  const detail = refusing(value, `must be ${name === 'replay' ? 'the id of a replay' : wanted}`);
  throw new Problem('invalid-request', `${name} ${detail}`, [{ field: name, detail }]);
}

/** Instants are shown as they were asked for. */
export function shownClocks({ asOf, knownAt, replay }: Clocks) {
  const instant = (text: string | undefined): text is string => text !== undefined && text.length > 10;
  return {
    ...(instant(asOf) && { asOf }),
    ...(instant(knownAt) && { knownAt }),
    ...(replay !== undefined && { replay }),
  };
}
