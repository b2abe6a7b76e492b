import type { Definitions } from '#subjects/policies/policy-sets.js';
import { BASIS_FIELDS, basisOn } from '#figures/basis.js';
import { withDays } from '#figures/days.js';
import { parseCause } from '#figures/explain.js';
import { lastInJournal } from './projecting/replay.js';
import { decodeId } from '#figures/cursor.js';
import type { Moment } from '#kernel/time/moment.js';
import { parseQuestion } from '#figures/question.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { momentOf, needWholeForReplays, todayOf } from './answered.js';
import type { Book } from './book.js';
import { catalogueFor } from './catalogue-known.js';
import type { Explaining, StoredPoint } from './reading/explained.js';

const FIELDS: readonly string[] = [
  ...['metric', 'where', 'from', 'to', 'period', 'a', 'b', 'part', 'limit', 'cursor', 'position'],
  ...BASIS_FIELDS,
];
const LIMIT = 20;
/** Milliseconds a step waits for the replay it needs. */
const PATIENCE = 30_000;
const MOST = 500;

/** Answers `/v1/explain`: why a figure differs between two points, with the things and events behind each part, a page of each. */
export async function explainDifference(book: Book, raw: unknown) {
  const asked = await parse(book, raw);
  const [fromPosition, toPosition] = await Promise.all(
    [asked.a, asked.b].map((point) => positionOf(book, point.knownAt)),
  );
  const span = {
    after: Math.min(fromPosition ?? 0, toPosition ?? 0),
    to: Math.max(fromPosition ?? 0, toPosition ?? 0),
  };
  const { a, b, from, to, part, after, ...question } = asked;
  return withSteps(book, asked, (steps, definitions) =>
    book.models.use(undefined, (model) =>
      model.json('explain', {
        ...question,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(part !== undefined && { part }),
        ...(after !== undefined && { after }),
        span,
        steps,
        definitions,
        moments: { a: a.asOf, b: b.asOf },
      }),
    ),
  );
}

/** Lends the read models of every step on the way from one point to the other. */
async function withSteps<Answer>(
  book: Book,
  { a, b }: { readonly a: AskedPoint; readonly b: AskedPoint },
  run: (
    steps: Explaining['steps'],
    definitions: { readonly a: Definitions; readonly b: Definitions },
  ) => Promise<Answer>,
): Promise<Answer> {
  return withPoint(book, a.asOf, a.knownAt, a.knownAt, (start, ofA) =>
    withPoint(book, a.asOf, a.knownAt, b.knownAt, (policies) =>
      withPoint(book, a.asOf, b.knownAt, b.knownAt, (known) =>
        withPoint(book, b.asOf, b.knownAt, b.knownAt, (end, ofB) =>
          run({ start, policies, known, end }, { a: ofA, b: ofB }),
        ),
      ),
    ),
  );
}

/** Dated by one time, as known at another, under the policies known at a third: from the read models, or for an instant from a replay. */
async function withPoint<Answer>(
  book: Book,
  asOf: Moment,
  knownAt: Moment | undefined,
  policiesAt: Moment | undefined,
  run: (point: StoredPoint, definitions: Definitions) => Promise<Answer>,
): Promise<Answer> {
  const rules = policiesAt !== undefined && { rulesKnownAt: policiesAt };
  if (asOf.instant === undefined && knownAt?.instant === undefined && policiesAt?.instant === undefined)
    return book.models.use(policiesAt, ({ stored, policies, definitions }) =>
      run({ asOf: asOf.day, stored, policies, ...rules, ...(knownAt && { knownAt: knownAt.day }) }, definitions),
    );
  needWholeForReplays();
  const { policies, definitions } = await book.models.policiesKnown(policiesAt);
  const { id } = await book.replays.start({
    ...(asOf.instant !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt }),
    policies,
  });
  return book.replays.use(
    id,
    ({ stored }) => run({ asOf: asOf.day, stored, policies, ...rules }, definitions),
    PATIENCE,
  );
}

interface AskedPoint {
  readonly asOf: Moment;
  readonly knownAt?: Moment;
}

async function parse(book: Book, raw: unknown) {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Problem('invalid-request', 'the question must be an object');
  const data = raw as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(data))
    if (!FIELDS.includes(name))
      throw invalid(name.slice(0, 50).toWellFormed(), `is not a field; possible are ${FIELDS.join(', ')}`);
  const { metric, where, from, to, period, currency, rates, organisation, includeExcluded, part } = data;
  const { limit = LIMIT, cursor } = data;
  if (typeof metric !== 'string') throw invalid('metric', 'must be the name of a metric');
  const given = Object.fromEntries(
    Object.entries({ where, from, to, period, currency, rates, organisation, includeExcluded }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const b = pointOf(book, 'b', data['b']);
  // Of a metric that callers define, the definition that was known at b is explained: at both points the same one.
  const catalogue = await catalogueFor({ metric, where }, book, b.knownAt);
  const question = parseQuestion({ metrics: [metric], ...given }, catalogue);
  const [found] = question.metrics;
  if (found === undefined) throw new Error('a question without a metric');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw invalid('limit', `must be from 1 to ${String(MOST)}`);
  if (cursor !== undefined && (typeof cursor !== 'string' || part === undefined))
    throw invalid('cursor', 'must be the `next` of a part, asked with that part');
  const basis = { currency, rates, organisation, includeExcluded };
  const asked = { metric, where: question.where, from, to, period, ...basis, a: data['a'], b: data['b'], part };
  // The same days at both points: relative to the one that the way leads to.
  const days = withDays(question, b.asOf.day, book.calendar.fiscalStart);
  return {
    metric: found,
    where: question.where,
    from: days.from,
    to: days.to,
    ...basisOn(question, todayOf(book)),
    a: pointOf(book, 'a', data['a']),
    b,
    part: part === undefined ? undefined : parseCause(part),
    limit,
    after: decodeId(asked, cursor),
    asked,
  };
}

function pointOf(book: Book, name: string, raw: unknown): AskedPoint {
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const { asOf, knownAt, ...rest } = (isObject ? raw : {}) as Readonly<Record<string, unknown>>;
  if (!isObject || Object.keys(rest).length > 0) throw invalid(name, 'has the fields asOf and knownAt');
  const day = (field: string, value: unknown): Moment | undefined => {
    if (value !== undefined && typeof value !== 'string')
      throw invalid(`${name}.${field}`, refusing(value, 'must be a date or an instant'));
    const moment = momentOf(book, `${name}.${field}`, value);
    return moment;
  };
  const known = day('knownAt', knownAt);
  return { asOf: day('asOf', asOf) ?? { day: todayOf(book) }, ...(known && { knownAt: known }) };
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

async function positionOf({ calendar, models }: Book, knownAt: Moment | undefined): Promise<number> {
  if (knownAt === undefined) return models.position;
  return models.use(undefined, async ({ views }) => (await lastInJournal(knownAt, views, calendar)).position);
}
