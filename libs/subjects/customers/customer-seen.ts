import { decodeId, encodeCursor } from '#figures/cursor.js';
import type { JournalEntry } from '#figures/journal/journal.js';
import { rankedPage } from '#figures/ranked-page.js';
import { columnOf } from '#figures/formulas/column.js';
import type { Rows } from '#figures/rows.js';
import { LAST_DAY } from '#figures/seen.js';
import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import { hadHappened } from '#kernel/time/moment.js';
import { cardsSeen, type CardsCut } from './cards-seen.js';
import type { CustomerCard, CustomerShown, CustomersPage, Timeline } from './customer.answers.js';
import { noCustomer } from './customer-card.js';
import { everNamed, RANKS, standsIn, type CustomersQuestion } from './customers.js';
import { customersSeen } from './customers-seen.js';
import { entriesSeen, toldEntries, type ToldOn as On } from './entries-seen.js';
import {
  countedIn,
  familyIn,
  familyKnown,
  isMerge,
  journalsOf,
  mergedIn,
  survivorsKnown,
  type Journals,
} from './merging/journals.js';
import { knownOf, personAt, speaksOf, type Person, type Sight } from './person.js';
import { stageStays } from './stage-stays.js';

/** What is shown of customers to whoever sees some rows only: see `cardsSeen`. What they are called is of whom they are now. */

/** @throws Problem `not-found` where the customer is not seen, as for one that there is not; `restricted` */
export async function customerSeen(asked: string, cut: CardsCut, on: On): Promise<CustomerShown> {
  const { id, mergedInto } = await familyKnown(asked, on.views, knownBy(cut, on));
  const card = (await cardsSeen(cut, on.views, on.catalogue, id)).get(id);
  if (card === undefined) throw noCustomer(asked, formatDay(cut.asOf));
  return { ...card, ...(mergedInto !== undefined && { mergedInto }), ...(await personTold(id, cut, on)) };
}

/** @throws Problem for a cursor of another question; `restricted` */
export async function customersPageSeen(
  question: Omit<CustomersQuestion, 'asOf' | 'knownAt'>,
  cut: CardsCut,
  on: On,
): Promise<CustomersPage> {
  const { sort, limit, cursor, asked } = question;
  if (sort === 'id') {
    const after = decodeId(asked, cursor);
    const all = await found(question, cut, on);
    const rest = all
      .sort((a, b) => compareText(a.id, b.id))
      .filter(({ id }) => after === undefined || compareText(id, after) > 0);
    const page = rest.slice(0, limit);
    const next = rest.length > limit ? encodeCursor(asked, page.at(-1)?.id ?? '') : null;
    return { customers: await named(page, cut, on), next };
  }
  const field = sort.replace('-', '') as keyof typeof RANKS;
  const { items, next, begun } = await rankedPage(
    {
      asked,
      limit,
      ...(cursor !== undefined && { cursor }),
      day: cut.asOf,
      descending: sort.startsWith('-'),
      isPart: true,
      value: (card: CustomerCard) => card[field],
      rank: RANKS[field],
      all: ({ day }) => found(question, { ...cut, asOf: day }, on),
      asItStood: () => Promise.resolve(undefined),
    },
    on.views,
  );
  return { customers: await named(items, { ...cut, asOf: begun.day }, on), next };
}

async function found(
  { filters, q }: Pick<CustomersQuestion, 'filters' | 'q'>,
  cut: CardsCut,
  { views, catalogue, calendar }: On,
): Promise<CustomerCard[]> {
  const cards = [...(await cardsSeen(cut, views, catalogue)).values()].filter((card) => standsIn(card, filters));
  if (q === undefined) return cards;
  const people = await survivorsKnown([...(await everNamed(q, views))], views, knownBy(cut, { calendar }));
  const speaking = await Promise.all(
    cards.map(
      async ({ id }) =>
        id.includes(q) || (people.has(id) && speaksOf(await personAt(id, views, sightOf(cut), calendar), q)),
    ),
  );
  return cards.filter((_, i) => speaking[i]);
}

function named(cards: readonly CustomerCard[], cut: CardsCut, on: On): Promise<CustomerShown[]> {
  return Promise.all(cards.map(async (card) => ({ ...card, ...(await personTold(card.id, cut, on)) })));
}

/** What is of a person, without the position of anything that is not seen. */
async function personTold(id: string, cut: CardsCut, { views, calendar, position }: On): Promise<Person> {
  const { erased, ...person } = await personAt(id, views, sightOf(cut), calendar);
  return erased === undefined ? person : { ...person, erased: { ...erased, position: position(erased.position) } };
}

/** What is seen of what happened to a customer who is seen. @throws Problem `not-found`, as for one that there is not; `restricted` */
export async function timelineSeen(asked: string, cut: CardsCut, on: On): Promise<Timeline> {
  const { views, catalogue, calendar } = on;
  const journals = await journalsOf(asked, views);
  const counted = knownBy(cut, on)(countedIn(journals));
  const { id, members, mergedInto } = familyIn(asked, counted);
  const now = await customersSeen(views, catalogue, cut.today, id);
  if (now?.has(id) !== true) throw noCustomer(asked);
  const known = ofThem(counted, journals, members);
  const events = (await entriesSeen(known, asOne(id, members, on), cut.knownAt)).filter(({ occurredAt }) =>
    hadHappened(occurredAt, sightOf(cut).asOf, calendar),
  );
  const moves = await movesSeen(id, cut, views, catalogue.rows ?? {});
  // Nothing of it was known.
  if (moves.length === 0) throw noCustomer(asked);
  const changes = changesIn(moves, cut.asOf);
  return {
    id,
    ...(mergedInto !== undefined && { mergedInto }),
    events: toldEntries(events, on.position),
    changes,
    stages: stageStays(changes, cut.asOf),
  };
}

/** What is recorded of those who are one; not what names others, who may not be seen. */
function ofThem(counted: readonly JournalEntry[], { of }: Journals, members: readonly string[]): JournalEntry[] {
  const own = new Set(members.flatMap((member) => (of.get(member) ?? []).map(({ position }) => position)));
  return counted.filter(
    (entry) => own.has(entry.position) && (!isMerge(entry) || mergedIn(entry).every((id) => members.includes(id))),
  );
}

/** What happened to one of them has its place where the one stands that stays. */
function asOne(id: string, members: readonly string[], on: On): On {
  if (members.length < 2) return on;
  const effectOf: On['effectOf'] = (event, calendar) => {
    const effect = on.effectOf(event, calendar);
    return effect?.customer !== undefined && members.includes(effect.customer) ? { ...effect, customer: id } : effect;
  };
  return { ...on, effectOf };
}

function knownBy(cut: CardsCut, { calendar }: Pick<On, 'calendar'>) {
  return (entries: readonly JournalEntry[]): readonly JournalEntry[] => knownOf(entries, sightOf(cut), calendar);
}

type Move = readonly string[];

/** The moves of a customer that begin or end inside, of all days: day, from and to which stage, from and to which tier, cause. */
async function movesSeen(id: string, { knownAt }: CardsCut, views: Views, rows: Rows): Promise<readonly Move[]> {
  const sides = (['from', 'to'] as const).map((side) =>
    Object.entries(rows).map(([name, values]) => [columnOf(name, { side }), values] as const),
  );
  const both = sides.flat().map(([name]) => name);
  const told = ['day', 'from_stage', 'to_stage', 'from_tier', 'to_tier', 'cause'];
  const { cells } = await views.sums(
    sides.map((side) => ({
      series: 'moves',
      measures: ['moves'],
      where: { customer: [id], ...Object.fromEntries(side) },
      group: [...new Set([...told, ...both])],
      windows: [{ to: LAST_DAY }],
      ...(knownAt !== undefined && { recordedTo: knownAt }),
    })),
  );
  const moves = cells.flat().filter(({ sums: [count = 0n] }) => count > 0n);
  // What begins inside and ends there is found twice.
  return [...new Map(moves.map(({ group }) => [JSON.stringify(group), group])).values()];
}

/** Those up to a day that change stage or tier. */
function changesIn(moves: readonly Move[], asOf: number): Timeline['changes'] {
  return moves
    .filter(([day, from, to, fromTier, toTier]) => Number(day) <= asOf && (from !== to || fromTier !== toTier))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([day, from = '', to = '', fromTier = '', toTier = '', cause]) => ({
      day: formatDay(Number(day)),
      fromStage: orNone(from),
      toStage: orNone(to),
      fromTier: from === '' ? null : fromTier,
      toTier: to === '' ? null : toTier,
      cause: cause as Timeline['changes'][number]['cause'],
    }));
}

/** Who does not exist yet has no stage. */
function orNone(stage: string): Timeline['changes'][number]['fromStage'] {
  return stage === '' ? null : (stage as Timeline['changes'][number]['fromStage']);
}

function sightOf({ asOf, knownAt }: CardsCut): Sight {
  return { asOf: { day: asOf }, ...(knownAt !== undefined && { knownAt: { day: knownAt } }) };
}
