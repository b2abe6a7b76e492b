import { explained } from '#book/reading/explained.js';
import { Problem } from '#kernel/problem.js';
import type { Rows } from '#figures/rows.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { CUSTOMER_SORTS } from '#subjects/customers/customers.js';
import { DEFAULT_POLICIES } from '#subjects/policies/policy.js';
import { EVENT_TYPES, SUBJECT_READS, timelineEffect } from '#subjects/tables.js';
import type { MemoryViews } from '#views-memory/memory-views.js';
import { CONTEXT, UTC } from './projected.js';
import { DAYS, FIRST_DAY } from './random-book.js';

/** As of when things are asked for: days. */
export interface Cut {
  readonly asOf: number;
  readonly knownAt?: number;
}

/** What random books call their things. */
const PLANNED = 40;
const NUMBERS = Array.from({ length: PLANNED }, (_, i) => String(i));
const CUSTOMERS = ['c0', 'c1', 'c2', 'nobody'];
const ALL = { limit: 100, sort: 'id' };

/** Whatever is told of single things and lists of them, by what is asked for, without what numbers the events of the whole book. */
export async function thingsTold(
  views: MemoryViews,
  rows?: Rows,
  cut: Cut = { asOf: CONTEXT.today },
): Promise<Readonly<Record<string, unknown>>> {
  const show = (read: string, id = '', parameters: object = {}) =>
    shown(views, rows, cut, { read, id, parameters: parameters as never });
  const asked: readonly (readonly [string, Promise<unknown>])[] = [
    ...CUSTOMERS.flatMap((id) => [
      [`customer ${id}`, show('showCustomer', id)] as const,
      [`timeline ${id}`, show('showTimeline', id)] as const,
    ]),
    ...CUSTOMER_SORTS.map((sort) => [`by ${sort}`, show('listCustomers', '', { ...ALL, sort, limit: 2 })] as const),
    ['active', show('listCustomers', '', { ...ALL, stage: ['active', 'new'] })],
    ['called', show('listCustomers', '', { ...ALL, q: 'c' })],
    ...NUMBERS.flatMap((id) =>
      ['showSale', 'showInteraction', 'showOpportunity', 'showSubscription'].map(
        (read) => [`${read} ${id}`, show(read, id)] as const,
      ),
    ),
    ...['orders', 'revenue.net', 'customers.active', 'pipeline.value', 'interactions'].map(
      (metric) => [`why ${metric}`, explanation(views, metric, rows, cut)] as const,
    ),
  ];
  const told = await Promise.all(asked.map(async ([name, answer]) => [name, await outcomeOf(answer)] as const));
  return withoutPlaces(Object.fromEntries(told));
}

interface Asked {
  readonly read: string;
  readonly id: string;
  readonly parameters: never;
}

function shown(views: MemoryViews, rows: Rows | undefined, { asOf, knownAt }: Cut, asked: Asked): Promise<object> {
  const { read, ...of } = asked;
  const { today, definitions, currency } = CONTEXT;
  const clocks = { asOf: { day: asOf }, ...(knownAt !== undefined && { knownAt: { day: knownAt } }) };
  const found = SUBJECT_READS[read];
  if (found === undefined) throw new Error(`there is no ${read}`);
  return found.answer(
    { ...of, ...clocks, today, now: '', asked: {} },
    { ...on(views, rows), policies: DEFAULT_POLICIES, currency, definitions, step: () => undefined },
  );
}

function explanation(views: MemoryViews, metric: string, rows: Rows | undefined, { asOf, knownAt }: Cut) {
  const known = knownAt !== undefined && { knownAt };
  const point = (day: number) => ({ asOf: day, stored: views, policies: DEFAULT_POLICIES, ...known });
  const start = point(FIRST_DAY + DAYS / 2);
  const end = point(asOf);
  const { definitions } = CONTEXT;
  return explained(
    {
      metric: CATALOGUE.metricNamed(metric),
      where: {},
      from: FIRST_DAY,
      steps: { start, policies: start, known: start, end },
      definitions: { a: definitions, b: definitions },
      moments: { a: { day: start.asOf }, b: { day: end.asOf } },
      span: { after: 0, to: 10 * PLANNED },
      limit: 100,
      asked: {},
    },
    { ...on(views, rows), open: () => views },
  );
}

function on(views: MemoryViews, rows: Rows | undefined) {
  const catalogue = CATALOGUE.within(rows);
  const position = (own: string): string => own;
  return { views, catalogue, calendar: UTC, types: EVENT_TYPES, effectOf: timelineEffect, position };
}

/** Events are numbered by all there are, and what a whole book says of them is a place in it. */
function withoutPlaces(told: object): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(told, (name, value: unknown) => {
    // Where a list of the whole goes on, it says where the log was.
    if (name === 'next') return value === null ? null : 'more';
    if (typeof value !== 'object' || value === null || !('recordedAt' in value)) return value;
    const { position: _position, revision: _revision, id: _id, ...entry } = value as Readonly<Record<string, unknown>>;
    return entry;
  });
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}

/** What is answered, or why nothing is. */
async function outcomeOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof Problem) return { code: error.code, detail: error.detail };
    throw error;
  });
}
