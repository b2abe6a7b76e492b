import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Views } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { recorded, registered, sale, sold } from '#testing/book-events.js';
import { CONTEXT, projected, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf, type Arrival } from '#testing/random-book.js';
import { alsoMerged, mergesIn } from '#testing/random-merges.js';
import { mergedViews } from '../customers/merging/merged-views.js';
import { survivorIn } from '../merges/merge.decider.js';
import { UNJOINED } from '../tables.js';
import type { FunnelQuestion, FunnelStep } from './funnel-question.js';
import { funnel } from './funnel.js';

/** What a fact says of itself, whichever it is. */
interface Content {
  readonly id: string;
  readonly customerId?: string;
  readonly channel?: string;
}

const STEPS: readonly FunnelStep[] = [
  { event: 'CustomerRegistered', where: {} },
  { event: 'InteractionLogged', where: {} },
  { event: 'OpportunityOpened', where: {} },
  { event: 'SaleRecorded', where: {} },
  { event: 'SaleRecorded', where: { channel: ['web'] } },
];
const VOIDS: Readonly<Record<string, string>> = { InteractionLogged: 'InteractionVoided', SaleRecorded: 'SaleVoided' };

interface Cut {
  readonly asOf: number;
  readonly knownAt: number;
}

interface Fact {
  readonly day: number;
  readonly part: string;
}

/** The facts of a step by customer, those taken back left out; of who is merged into another, by that one. */
function factsOf({ event: type, where }: FunnelStep, book: readonly Arrival[], { asOf, knownAt }: Cut) {
  const known = book.filter(({ on }) => on <= knownAt).map(({ event }) => event);
  const merges = mergesIn(known);
  const voided = known.filter((one) => one.type === VOIDS[type]).map(({ data }) => (data as Content).id);
  const found = new Map<string, Fact[]>();
  for (const event of known) {
    const { id, customerId, channel = '' } = event.data as Content;
    const named = type === 'CustomerRegistered' ? id : customerId;
    const customer = named === undefined ? undefined : survivorIn(merges, named);
    // What was merged was registered with the one that stays.
    if (type === 'CustomerRegistered' && customer !== named) continue;
    const day = UTC.dayOf(event.occurredAt);
    const isOne = event.type === type && !voided.includes(id) && day <= asOf;
    if (!isOne || customer === undefined || where['channel']?.includes(channel) === false) continue;
    found.set(customer, [...(found.get(customer) ?? []), { day, part: type === 'SaleRecorded' ? channel : '' }]);
  }
  return found;
}

/** Every way in which one could go on, and of the longest the earliest: tried out, one by one. */
function tried(
  days: readonly number[],
  facts: readonly (readonly Fact[])[],
  question: FunnelQuestion,
): readonly number[] {
  const [first = 0] = days;
  const [next, ...others] = facts;
  const { steps, within } = question;
  const event = steps[days.length]?.event;
  const possible = (next ?? []).filter(
    ({ day }) =>
      day <= first + within && days.every((before, i) => (steps[i]?.event === event ? day > before : day >= before)),
  );
  const ways = possible.map(({ day }) => tried([...days, day], others, question));
  const all = [days, ...ways].sort(
    (a, b) => b.length - a.length || a.map((day, i) => day - (b[i] ?? 0)).find((apart) => apart !== 0) || 0,
  );
  return all[0] ?? days;
}

function byHand(question: FunnelQuestion, book: readonly Arrival[], cut: Cut) {
  const [first = new Map<string, Fact[]>(), ...later] = question.steps.map((step) => factsOf(step, book, cut));
  const cohorts = new Map<string, number[][]>();
  for (const [customer, facts] of first) {
    const day = Math.min(...facts.map((fact) => fact.day));
    if (day < (question.from ?? -Infinity) || day > (question.to ?? Infinity)) continue;
    const [part = ''] = facts
      .filter((fact) => fact.day === day)
      .map((fact) => fact.part)
      .sort();
    const cohort = `${formatDay(day).slice(0, 7)} ${question.by.length === 0 ? '' : part}`;
    const way = tried(
      [day],
      later.map((one) => one.get(customer) ?? []),
      question,
    );
    cohorts.set(cohort, [...(cohorts.get(cohort) ?? []), [...way]]);
  }
  return [...cohorts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cohort, ways]) => [cohort, figuresOf(ways, question)]);
}

function figuresOf(ways: readonly (readonly number[])[], { steps }: FunnelQuestion) {
  return steps.map((_, i) => {
    const took = ways.filter(({ length }) => length > i);
    const before = ways.filter(({ length }) => length >= i).length;
    const apart = took.map((days) => (days[i] ?? 0) - (days[i - 1] ?? 0)).sort((a, b) => a - b);
    const half = (apart.length - 1) / 2;
    const median = ((apart[Math.floor(half)] ?? 0) + (apart[Math.ceil(half)] ?? 0)) / 2;
    return [
      took.length,
      took.length / ways.length,
      i === 0 || before === 0 ? null : took.length / before,
      i === 0 || took.length === 0 ? null : median,
    ];
  });
}

function asked(question: FunnelQuestion, { asOf, knownAt }: Cut, views: Views) {
  const on = { views: mergedViews(views, UNJOINED), catalogue: CATALOGUE, step: () => undefined, fiscalStart: 1 };
  return funnel({ ...question, grain: 'month', today: CONTEXT.today, asOf, knownAt }, on);
}

const day = fc.integer({ min: FIRST_DAY - 1, max: FIRST_DAY + DAYS + 100 });
const question = fc
  .record({
    steps: fc.array(fc.constantFrom(...STEPS), { minLength: 2, maxLength: 4 }),
    within: fc.oneof(fc.nat(60), fc.nat(DAYS)),
    isCut: fc.boolean(),
    days: fc.oneof(fc.constant(undefined), fc.constant(undefined), fc.tuple(day, day)),
  })
  .map(({ steps: [first, ...others], isCut, days, ...more }): FunnelQuestion => {
    if (first === undefined) throw new Error('no step');
    const by = isCut && first.event === 'SaleRecorded' ? ['channel'] : [];
    const span = days === undefined ? {} : { from: Math.min(...days), to: Math.max(...days) };
    return { ...more, steps: [first, ...others], by, ...span };
  });
const late = fc.oneof(day, fc.constant(FIRST_DAY + 3 * DAYS));
const drawn = fc.record({
  book: alsoMerged(randomBookOf(3, 20, 60), 3),
  questions: fc.array(question, { minLength: 4, maxLength: 4 }),
  asOf: late,
  knownAt: late,
});

it('is what trying out every way finds, as of any day, as known at any other', async () => {
  let far = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, questions, ...cut }) => {
      const views = await projected(recorded(book));
      for (const one of questions) {
        const { cohorts, total } = await asked(one, cut, views);
        const found = cohorts.map(({ cohort, parts, cells }) => [
          `${cohort} ${parts['channel'] ?? ''}`,
          cells.map(({ customers, share, fromPrevious, medianDays }) => [customers, share, fromPrevious, medianDays]),
        ]);
        expect([one, found]).toEqual([one, byHand(one, book, cut)]);
        for (const [i, { customers }] of total.cells.entries())
          expect(customers).toBe(cohorts.reduce((sum, { cells }) => sum + (cells[i]?.customers ?? 0), 0));
        far += total.cells[1]?.customers ?? 0;
      }
    }),
    { numRuns: 60 },
  );
  expect(far).toBeGreaterThan(5);
});

it('never changes in a complete cell with what is dated later', async () => {
  let complete = 0;
  await fc.assert(
    fc.asyncProperty(drawn, day, async ({ book, questions, asOf, knownAt }, other) => {
      const views = await projected(recorded(book));
      const [early, late] = [Math.min(asOf, other), Math.max(asOf, other)];
      for (const one of questions) {
        const before = await asked(one, { asOf: early, knownAt }, views);
        const after = await asked(one, { asOf: late, knownAt }, views);
        for (const { cohort, parts, cells } of before.cohorts) {
          const same = after.cohorts.find(
            (found) => found.cohort === cohort && String(found.parts['channel']) === String(parts['channel']),
          );
          const kept = cells.filter(({ incomplete }) => !incomplete);
          complete += kept.length;
          for (const cell of kept) expect(same?.cells[cell.step - 1]).toEqual(cell);
        }
        for (const cell of before.total.cells.filter(({ incomplete }) => !incomplete))
          expect(after.total.cells[cell.step - 1]).toEqual(cell);
      }
    }),
    { numRuns: 60 },
  );
  expect(complete).toBeGreaterThan(100);
});

it('counts a sale that several share for each of them', async () => {
  const credits = ['Ann', 'Bob'].map((salesperson) => ({ salesperson, share: '0.5' }));
  const sales = [
    sold(sale('shared', 'ada', '10', { salesperson: 'Ann', credits }), FIRST_DAY + 3),
    sold(sale('own', 'bea', '10', { salesperson: 'Ann' }), FIRST_DAY + 4),
  ];
  const book = [...['ada', 'bea', 'cleo'].map((id) => registered(id, FIRST_DAY)), ...sales];
  const views = await projected(recorded(book.map((event) => ({ event, on: FIRST_DAY + 5 }))));
  const cut = { asOf: FIRST_DAY + 9, knownAt: FIRST_DAY + 9 };
  const sellers = async (salesperson: string): Promise<readonly number[]> => {
    const steps = [
      STEPS[0],
      { event: 'SaleRecorded', where: { salesperson: [salesperson] } },
    ] as FunnelQuestion['steps'];
    const { total } = await asked({ steps, within: 30, by: [] }, cut, views);
    return total.cells.map(({ customers }) => customers ?? 0);
  };
  expect([await sellers('Ann'), await sellers('Bob'), await sellers('Cy')]).toEqual([
    [3, 2],
    [3, 1],
    [3, 0],
  ]);
  const bySeller: FunnelQuestion = { steps: [{ event: 'SaleRecorded', where: {} }], within: 30, by: ['salesperson'] };
  const { cohorts } = await asked(bySeller, cut, views);
  // Each customer enters once: by who comes first in the alphabet where a sale has several.
  expect(cohorts.map(({ parts, cells }) => [parts, cells[0]?.customers])).toEqual([[{ salesperson: 'Ann' }, 2]]);
});
