import type { Definitions } from '#insights/customer/published.js';
import {
  CAUSES_OF_CHANGE,
  explain,
  parseCause,
  type CauseOfChange,
  type Point,
  type Steps,
} from '#insights/query/explain.js';
import { journalFields, readJournal, type JournalEntry } from '#insights/query/journal.js';
import { hadHappened, type Moment } from '#insights/query/moment.js';
import { lastPositionBy } from '#insights/projection/replay.js';
import { parseQuestion } from '#insights/query/question.js';
import { behind } from '#insights/query/records.js';
import { decodeId, encodeCursor } from '#insights/query/cursor.js';
import { toFigure } from '#insights/query/value.js';
import { compareText } from '#kernel/compare.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/views.port.js';
import { momentOf, todayOf } from './answered.js';
import type { Book } from './book.js';

const FIELDS = ['metric', 'where', 'from', 'to', 'a', 'b', 'part', 'limit', 'cursor', 'position'];
const LIMIT = 20;
/** Milliseconds a step waits for the replay it needs. */
const PATIENCE = 30_000;
const MOST = 500;
/** Events shown behind one thing. */
const EVENTS_SHOWN = 20;

/** Answers `/v1/explain`: why a figure differs between two points, with the things and events behind each part, a page of each. */
export async function explainDifference(book: Book, raw: unknown) {
  const asked = parse(book, raw);
  const [fromPosition, toPosition] = await Promise.all(
    [asked.a, asked.b].map((point) => positionOf(book, point.knownAt)),
  );
  const span = {
    after: Math.min(fromPosition ?? 0, toPosition ?? 0),
    to: Math.max(fromPosition ?? 0, toPosition ?? 0),
  };
  return withSteps(book, asked, async (steps, definitions) => {
    const { metric, where, from, to } = asked;
    const spanOfDays = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const takenBack = await book.models.use(undefined, ({ views }) => takenBackIn(span, views));
    const found = await explain({ metric, where, ...spanOfDays, steps, takenBack });
    const parts = CAUSES_OF_CHANGE.map(async (cause) => {
      const shares = found.parts[cause];
      const sum = [...shares.values()].reduce((total, share) => total + share, 0n);
      const isAsked = asked.part === undefined || asked.part === cause;
      const page = isAsked
        ? await book.models.use(undefined, ({ views }) => pageOf(book, cause, shares, asked, span, views))
        : { records: [], next: null };
      return { part: cause, change: toFigure(sum, metric), count: shares.size, ...page };
    });
    return {
      metric: metric.name,
      unit: metric.unit,
      a: toFigure(found.a, metric),
      b: toFigure(found.b, metric),
      change: toFigure(found.b - found.a, metric),
      definitions,
      parts: await Promise.all(parts),
    };
  });
}

/** Lends the read models of every step on the way from one point to the other. */
async function withSteps<Answer>(
  book: Book,
  { a, b }: { readonly a: AskedPoint; readonly b: AskedPoint },
  run: (steps: Steps, definitions: { readonly a: Definitions; readonly b: Definitions }) => Promise<Answer>,
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
  run: (point: Point, definitions: Definitions) => Promise<Answer>,
): Promise<Answer> {
  if (asOf.instant === undefined && knownAt?.instant === undefined && policiesAt?.instant === undefined)
    return book.models.use(policiesAt, ({ views, definitions }) =>
      run({ asOf: asOf.day, views, ...(knownAt && { knownAt: knownAt.day }) }, definitions),
    );
  const { policies, definitions } = await book.models.policiesKnown(policiesAt);
  const { id } = await book.replays.start({
    ...(asOf.instant !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt }),
    policies,
  });
  return book.replays.use(id, ({ views }) => run({ asOf: asOf.day, views }, definitions), PATIENCE);
}

interface AskedPoint {
  readonly asOf: Moment;
  readonly knownAt?: Moment;
}

function parse(book: Book, raw: unknown) {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Problem('invalid-request', 'the question must be an object');
  const data = raw as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(data))
    if (!FIELDS.includes(name))
      throw invalid(name.slice(0, 50).toWellFormed(), `is not a field; possible are ${FIELDS.join(', ')}`);
  const { metric, where, from, to, part, limit = LIMIT, cursor } = data;
  if (typeof metric !== 'string') throw invalid('metric', 'must be the name of a metric');
  const given = Object.fromEntries(Object.entries({ where, from, to }).filter(([, value]) => value !== undefined));
  const question = parseQuestion({ metrics: [metric], ...given });
  const [found] = question.metrics;
  if (found === undefined) throw new Error('a question without a metric');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw invalid('limit', `must be from 1 to ${String(MOST)}`);
  if (cursor !== undefined && (typeof cursor !== 'string' || part === undefined))
    throw invalid('cursor', 'must be the `next` of a part, asked with that part');
  const asked = { metric, where: question.where, from, to, a: data['a'], b: data['b'], part };
  return {
    metric: found,
    where: question.where,
    from: question.from,
    to: question.to,
    a: pointOf(book, 'a', data['a']),
    b: pointOf(book, 'b', data['b']),
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
      throw invalid(`${name}.${field}`, 'must be a date or an instant');
    const moment = momentOf(book, `${name}.${field}`, value);
    return moment;
  };
  const known = day('knownAt', knownAt);
  return { asOf: day('asOf', asOf) ?? { day: todayOf(book) }, ...(known && { knownAt: known }) };
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

function positionOf({ log, calendar, models }: Book, knownAt: Moment | undefined): Promise<number> {
  if (knownAt === undefined) return Promise.resolve(models.covered);
  return models.use(undefined, ({ views }) => lastPositionBy(knownAt, { views, log, calendar }));
}

interface Span {
  readonly after: number;
  readonly to: number;
}

/** Records and customers of what was voided and refunded in a stretch of the log. */
async function takenBackIn({ after, to }: Span, views: Views) {
  const kinds = async (types: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    for (const type of types)
      for await (const { customer, stream } of journalFields(views, { type }, after, to))
        found.add(stream).add(customer);
    found.delete('');
    return found;
  };
  const [voids, refunds] = await Promise.all([
    kinds(['SaleVoided', 'InteractionVoided']),
    kinds(['SaleRefunded', 'CreditRecorded']),
  ]);
  return { voids, refunds };
}

async function pageOf(
  book: Book,
  cause: CauseOfChange,
  shares: ReadonlyMap<string, bigint>,
  asked: ReturnType<typeof parse>,
  span: Span,
  views: Views,
) {
  const { metric, limit, after } = asked;
  const kind = behind(metric);
  const ids = [...shares.keys()].sort(compareText).filter((id) => after === undefined || compareText(id, after) > 0);
  const page = ids.slice(0, limit);
  const records = await Promise.all(
    page.map(async (id) => {
      const where = kind === 'customer' ? { customerId: id } : { stream: id };
      const limited = cause === 'new' ? { limit: 1000 } : { after: span.after, limit: 1000 };
      const events = (await readJournal(views, { ...where, ...limited })).filter((event) =>
        isBehind(event, cause, asked, span, book),
      );
      return { kind, id, change: toFigure(shares.get(id), metric), events: events.slice(0, EVENTS_SHOWN).map(briefly) };
    }),
  );
  return {
    records,
    next: ids.length > limit ? encodeCursor({ ...asked.asked, part: cause }, page.at(-1) ?? '') : null,
  };
}

/** What was recorded between the two times of knowing; for what is new, what is dated between the two days. */
function isBehind(
  event: JournalEntry,
  cause: CauseOfChange,
  { a, b }: ReturnType<typeof parse>,
  { after, to }: Span,
  { calendar }: Book,
): boolean {
  const position = Number(event.position);
  if (cause === 'policies') return false;
  if (cause !== 'new') return position > after && position <= to;
  const [early, late] = isEarlier(a.asOf, b.asOf) ? [a.asOf, b.asOf] : [b.asOf, a.asOf];
  if (position > to) return false;
  return hadHappened(event.occurredAt, late, calendar) && !hadHappened(event.occurredAt, early, calendar);
}

function briefly({ position, type, occurredAt, recordedAt }: JournalEntry) {
  return { position, type, occurredAt, recordedAt };
}

/** A whole day ends after every instant of it. */
function isEarlier(one: Moment, other: Moment): boolean {
  if (one.day !== other.day) return one.day < other.day;
  return one.instant !== undefined && (other.instant === undefined || one.instant < other.instant);
}
