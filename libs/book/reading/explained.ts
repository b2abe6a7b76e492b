import type { EventType } from '#kernel/event-type.js';
import { EVENT_TYPES, timelineEffect as effectOf } from '#subjects/tables.js';
import type { Policies } from '#subjects/policies/policy.js';
import type { Definitions } from '#subjects/policies/policy-sets.js';
import { ruleKnown } from '#subjects/segments/dimension/rule-known.js';
import { versionsOf } from '#figures/answer.js';
import { CAUSES_OF_CHANGE, explain, type CauseOfChange, type ExplainQuestion, type Point } from '#figures/explain.js';
import { encodeCursor } from '#figures/cursor.js';
import { journalFields, readJournal, type JournalEntry } from '#figures/journal/journal.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { toFigure } from '#figures/value.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import type { Explained } from '../explanation.answers.js';
import { entriesSeen, type SeenOn } from '#subjects/customers/entries-seen.js';
import type { Stored } from './stored.js';
import type { Under } from './under.js';

/** A point, with read models that any thread can open. */
export interface StoredPoint extends Omit<Point, 'views'> {
  readonly stored: Stored;
  /** Those that it is under, and when the rules of segments were known that it is under, too: now where absent. */
  readonly policies: Policies;
  readonly rulesKnownAt?: Moment;
}

/** Why a figure differs between two points, a page of what is behind each part. */
export interface Explaining extends Omit<ExplainQuestion, 'steps' | 'takenBack'> {
  readonly steps: Readonly<Record<keyof ExplainQuestion['steps'], StoredPoint>>;
  readonly definitions: { readonly a: Definitions; readonly b: Definitions };
  /** As of when the two points are. */
  readonly moments: { readonly a: Moment; readonly b: Moment };
  /** What was recorded between the two times of knowing: after the first position, up to the second. */
  readonly span: Span;
  /** The only part that is shown; all where none is named. */
  readonly part?: CauseOfChange;
  readonly limit: number;
  readonly after?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

interface Span {
  readonly after: number;
  readonly to: number;
}

interface On extends Pick<SeenOn, 'views' | 'calendar' | 'catalogue'> {
  readonly open: (stored: Stored, under: Under) => Views;
  /** A position as it is told to whoever asks. */
  readonly position: (position: string) => string;
}

/** Events shown behind one thing. */
const EVENTS_SHOWN = 20;
/** Entries of the journal read at a time. */
const A_PAGE = 1_000;

export async function explained(asked: Explaining, on: On): Promise<Explained> {
  const { metric, where, from, to, basis, span, part, definitions } = asked;
  const point = ({ stored, policies: under, rulesKnownAt, ...cut }: StoredPoint): Point => {
    const ruleOf = (id: string) => ruleKnown(id, rulesKnownAt, on);
    return { ...cut, views: on.open(stored, { policies: under, ruleOf }) };
  };
  const { start, policies, known, end } = asked.steps;
  const found = await explain(
    {
      metric,
      where,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(basis !== undefined && { basis }),
      steps: { start: point(start), policies: point(policies), known: point(known), end: point(end) },
      takenBack: await takenBackIn(span, on),
    },
    on.catalogue,
  );
  const parts = CAUSES_OF_CHANGE.map(async (cause) => {
    const shares = found.parts[cause];
    const sum = [...shares.values()].reduce((total, share) => total + share, 0n);
    const isAsked = part === undefined || part === cause;
    const page = isAsked ? await pageOf(cause, shares, asked, on) : { records: [], next: null };
    return { part: cause, change: toFigure(sum, metric), count: shares.size, ...page };
  });
  const of = versionsOf([metric]);
  return {
    metric: metric.name,
    unit: metric.unit,
    a: toFigure(found.a, metric),
    b: toFigure(found.b, metric),
    change: toFigure(found.b - found.a, metric),
    definitions: { a: { ...definitions.a, ...of }, b: { ...definitions.b, ...of } },
    parts: await Promise.all(parts),
  };
}

/** Records and customers of what was voided and refunded in a stretch of the log, as far as it is seen. */
async function takenBackIn(span: Span, on: On) {
  const kinds = async (types: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    for (const type of types)
      for await (const { customer, stream } of takingBack(type, span, on)) found.add(stream).add(customer);
    found.delete('');
    return found;
  };
  const [voids, refunds] = await Promise.all([kinds(typesThat('voids')), kinds(typesThat('refunds'))]);
  return { voids, refunds };
}

async function* takingBack(
  type: string,
  { after, to }: Span,
  on: On,
): AsyncIterable<{ readonly customer: string; readonly stream: string }> {
  if (on.catalogue.rows === undefined) {
    yield* journalFields(on.views, { type }, after, to);
    return;
  }
  for (let from = after, isMore = true; isMore;) {
    const page = await readJournal(on.views, { type, after: from, limit: A_PAGE });
    const within = page.filter(({ position }) => Number(position) <= to);
    // What is of a customer has that one as its key.
    for (const { key, stream } of await seen(within, on)) yield { customer: key, stream };
    from = Number(page.at(-1)?.position);
    isMore = page.length === A_PAGE && within.length === page.length;
  }
}

function seen(entries: readonly JournalEntry[], on: On): Promise<readonly JournalEntry[]> {
  return entriesSeen(entries, { ...on, types: EVENT_TYPES, effectOf });
}

function typesThat(takesBack: EventType['takesBack']): readonly string[] {
  return Object.keys(EVENT_TYPES).filter((type) => EVENT_TYPES[type]?.takesBack === takesBack);
}

async function pageOf(cause: CauseOfChange, shares: ReadonlyMap<string, bigint>, asked: Explaining, on: On) {
  const { views, calendar } = on;
  const { metric, limit, after, span } = asked;
  const kind = CATALOGUE.behind(metric);
  const ids = [...shares.keys()].sort(compareText).filter((id) => after === undefined || compareText(id, after) > 0);
  const page = ids.slice(0, limit);
  const records = await Promise.all(
    page.map(async (id) => {
      const where = kind === 'customer' ? { customerId: id } : { stream: id };
      const limited = cause === 'new' ? { limit: A_PAGE } : { after: span.after, limit: A_PAGE };
      const entries = await readJournal(views, { ...where, ...limited });
      const events = await seen(
        entries.filter((event) => isBehind(event, cause, asked, calendar)),
        on,
      );
      const shown = events.slice(0, EVENTS_SHOWN).map((event) => briefly(event, on));
      return { kind, id, change: toFigure(shares.get(id), metric), events: shown };
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
  { moments: { a, b }, span: { after, to } }: Explaining,
  calendar: Calendar,
): boolean {
  const position = Number(event.position);
  if (cause === 'policies') return false;
  if (cause !== 'new') return position > after && position <= to;
  const [early, late] = isEarlier(a, b) ? [a, b] : [b, a];
  if (position > to) return false;
  return hadHappened(event.occurredAt, late, calendar) && !hadHappened(event.occurredAt, early, calendar);
}

function briefly({ position, type, occurredAt, recordedAt }: JournalEntry, on: On) {
  return { position: on.position(position), type, occurredAt, recordedAt };
}

/** A whole day ends after every instant of it. */
function isEarlier(one: Moment, other: Moment): boolean {
  if (one.day !== other.day) return one.day < other.day;
  return one.instant !== undefined && (other.instant === undefined || one.instant < other.instant);
}
