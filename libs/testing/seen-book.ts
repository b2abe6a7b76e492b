import { answer } from '#figures/answer.js';
import { dimensionValues } from '#figures/dimension-values.js';
import { allFigures } from '#figures/figures.js';
import { recordsPage } from '#figures/records-page.js';
import { parseQuestion } from '#figures/question.js';
import { isOfRows, type Rows } from '#figures/rows.js';
import { Problem } from '#kernel/problem.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document } from '#kernel/ports/views.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { cohortMatrix } from '#subjects/customers/cohorts.js';
import { overdueCustomers } from '#subjects/customers/overdue.js';
import { rfm } from '#subjects/customers/rfm.js';
import { conversion } from '#subjects/funnels/conversion.js';
import { parseFunnel } from '#subjects/funnels/funnel-question.js';
import { funnel } from '#subjects/funnels/funnel.js';
import { DEFAULT_POLICIES } from '#subjects/policies/policy.js';
import { timelineEffect } from '#subjects/tables.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { CONTEXT, UTC } from './projected.js';

/** So far after the first fact that only days with facts are shown. */
const FAR = CONTEXT.today + 5_000;
const ORDERS = { '': ['orders'] };
const FUNNEL = {
  steps: [{ event: 'InteractionLogged' }, { event: 'SaleRecorded' }, { event: 'OpportunityOpened' }],
  within: '3650d',
  by: ['region'],
};
const STAGED = { from_stage: 'lead', to_stage: 'new', within: 3_650, by: ['cohort', 'region'] } as const;

/** What read models hold that figures come from. */
export interface Held {
  readonly facts: readonly Row[];
  readonly targets: readonly Document[];
  readonly journal: readonly Document[];
}

export async function heldBy(views: MemoryViews): Promise<Held> {
  const facts: Row[] = [];
  for (const { name } of VIEW_SCHEMA.series) for await (const row of views.dump(name)) facts.push(row);
  return { facts, targets: await documentsOf(views, 'targets'), journal: await documentsOf(views, 'journal') };
}

async function documentsOf(views: MemoryViews, collection: string): Promise<readonly Document[]> {
  const documents: Document[] = [];
  for await (const document of findAll(views, collection, {})) documents.push(document);
  return documents;
}

/** Read models that hold just that, all at one position. */
export async function holding({ facts, targets, journal }: Held): Promise<MemoryViews> {
  const views = new MemoryViews(VIEW_SCHEMA);
  const documents = [
    ...targets.map((document) => ({ collection: 'targets', document })),
    ...journal.map((document) => ({ collection: 'journal', document })),
  ];
  await views.apply({ shard: 0, from: 0, to: 1_000, facts, documents });
  return views;
}

/** The part that whoever sees some rows only sees, and the rest: a fact that lies between two parts is seen in either. */
export function parted({ facts, targets, journal }: Held, rows: Rows): { readonly seen: Held; readonly hidden: Held } {
  const sees = (row: Row): boolean => {
    const names = VIEW_SCHEMA.series.find(({ name }) => name === row.series)?.dimensions ?? [];
    return ['', 'from_', 'to_'].some((side) =>
      Object.entries(rows).every(([name, values]) =>
        values.includes(row.dimensions[names.indexOf(side + name)] ?? 'not a dimension of it'),
      ),
    );
  };
  const isOf = ({ body }: Document): boolean => isOfRows((body as unknown as { where: Rows }).where, rows);
  const seen = facts.filter(sees);
  const days = new Set(seen.map(({ record, valid }) => placeOf(record, valid)));
  // An event is seen by its facts: those of its thing on its day.
  const isSeen = ({ body, fields }: Document): boolean =>
    days.has(placeOf(fields['stream'] ?? '', UTC.dayOf((body as unknown as { occurredAt: string }).occurredAt)));
  return {
    seen: { facts: seen, targets: targets.filter(isOf), journal: journal.filter(isSeen) },
    hidden: {
      facts: facts.filter((row) => !sees(row)),
      targets: targets.filter((one) => !isOf(one)),
      journal: journal.filter((one) => !isSeen(one)),
    },
  };
}

function placeOf(record: string, day: number): string {
  return `${String(day)} ${record}`;
}

/** Whatever a question is answered with, as it would be sent: the answer, or why there is none. */
export async function told(views: MemoryViews, question: object, rows?: Rows, minGroup?: number): Promise<string> {
  const context = { ...CONTEXT, catalogue: CATALOGUE.within(rows, minGroup) };
  return JSON.stringify(await outcomeOf(answer(parseQuestion(question, CATALOGUE), views, context)));
}

/** Whatever lists and all figures are answered with, by what is asked for. @param record a metric whose records are among them */
export async function listsTold(
  views: MemoryViews,
  record: string,
  rows?: Rows,
  cut: { readonly asOf: number; readonly knownAt?: number } = { asOf: CONTEXT.today },
): Promise<Readonly<Record<string, unknown>>> {
  const catalogue = CATALOGUE.within(rows);
  const { today, fiscalStart } = CONTEXT;
  const on = { catalogue, calendar: UTC, policies: DEFAULT_POLICIES, effectOf: timelineEffect };
  const page = { ...cut, today, asked: {} };
  const ways = parseFunnel(FUNNEL, CATALOGUE);
  const cohorts = (measure: 'customers' | 'revenue') =>
    cohortMatrix({ ...cut, grain: 'month', measure, fiscalStart, today }, views, catalogue);
  const behind = { ...cut, metric: CATALOGUE.metricNamed(record), where: {}, asked: {} };
  const asked = {
    customers: cohorts('customers'),
    revenue: cohorts('revenue'),
    funnel: funnel(
      { ...ways, ...cut, today, grain: 'month' },
      { views, catalogue, fiscalStart, step: () => undefined },
    ),
    conversion: conversion({ ...STAGED, ...cut, today }, { views, catalogue, step: () => undefined }),
    rfm: rfm({ ...cut, today }, views, catalogue),
    overdue: overdueCustomers({ ...page, limit: 1 }, views, on),
    allOverdue: overdueCustomers({ ...page, limit: 100 }, views, on),
    records: recordsPage({ ...behind, limit: 2 }, views, catalogue, UTC),
    allRecords: recordsPage({ ...behind, limit: 100 }, views, catalogue, UTC),
    figures: allFigures({ ...cut, to: cut.asOf }, views, { ...CONTEXT, catalogue }),
    ofManyDays: allFigures({ ...cut, asOf: FAR, to: FAR, grain: 'day', shown: ORDERS }, views, {
      ...CONTEXT,
      catalogue,
    }),
    ...Object.fromEntries(CATALOGUE.dimensions.map((name) => [name, dimensionValues(name, views, today, catalogue)])),
  };
  const told = Object.entries(asked).map(async ([name, answer]) => [name, await outcomeOf<unknown>(answer)] as const);
  return Object.fromEntries(await Promise.all(told));
}

/** What is answered, or why nothing is. */
async function outcomeOf<Answer>(answer: Promise<Answer>) {
  return answer.catch((error: unknown) => {
    if (error instanceof Problem) return { code: error.code, detail: error.detail };
    throw error;
  });
}
