import { kaplanMeier, medianSurvival, type Seen } from '#mining/kaplan-meier.js';
import { compareText } from '#kernel/compare.js';
import { Problem } from '#kernel/problem.js';
import type { Cell } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import type { ReadOn } from '../read.js';
import type { Survival, SURVIVAL_PARTS } from './survival.answers.js';

/** Curves of more parts are for nobody to read. */
const MOST_PARTS = 1_000;
/** A curve of fewer goes down in steps too large to say much. */
const FEW = 30;

export interface SurvivalQuestion extends AsOf {
  readonly by?: (typeof SURVIVAL_PARTS)[number];
}

/** From the first purchase day to the first day a customer is lost, or asOf. @throws Problem `answer-too-large` for too many parts */
export async function survival(
  question: SurvivalQuestion,
  { views, catalogue, step }: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
): Promise<Survival> {
  const { asOf, by } = question;
  step('facts');
  const { parts, position } = await livesByPart(question, { views, catalogue, step });
  if (parts.size > MOST_PARTS)
    throw new Problem(
      'answer-too-large',
      `${String(by)} has more than ${String(MOST_PARTS)} values: ask by another part`,
    );
  step('curves');
  const few = [...parts].filter(([, lives]) => lives.length < FEW);
  return {
    method: 'Kaplan-Meier: first purchase day to the first day lost, those not lost seen until asOf',
    asOf: formatDay(asOf),
    position: String(position),
    by: by ?? null,
    warnings:
      few.length === 0 ? [] : [`${String(few.length)} of the curves are of fewer than ${String(FEW)} customers`],
    parts: [...parts].sort(([a], [b]) => compareText(a, b)).map(([part, lives]) => ({ part, ...curveOf(lives, step) })),
  };
}

function curveOf(lives: readonly Seen[], step: Step): Omit<Survival['parts'][number], 'part'> {
  const curve = kaplanMeier(lives, step);
  return {
    customers: lives.length,
    lost: lives.filter(({ isOver }) => isOver).length,
    median: medianSurvival(curve) ?? null,
    curve: curve.map(({ time, lost, ...step }) => ({ days: time, ...step, gone: lost })),
  };
}

async function livesByPart(
  { asOf, knownAt, by }: SurvivalQuestion,
  { views, catalogue, step }: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
) {
  const common = { windows: [{ to: asOf }], ...(knownAt !== undefined && { recordedTo: knownAt }) };
  const { position, cells } = await views.sums([
    {
      ...common,
      series: 'gaps',
      measures: ['buyers'],
      // The first purchase day has none before it.
      where: { ...catalogue.whereSeen('purchase_gap.count'), gap: [''] },
      group: ['customer', 'day', ...(by === undefined ? [] : [by])],
      excluding: { as: 'level' },
    },
    {
      ...common,
      series: 'moves',
      measures: ['lost'],
      where: catalogue.whereSeen('customers.lost'),
      group: ['customer', 'day'],
    },
  ]);
  const lostOn = firstDays(cells[1], step);
  const parts = new Map<string, Seen[]>();
  for (const { group, sums } of cells[0] ?? []) {
    step();
    if ((sums[0] ?? 0n) <= 0n) continue;
    const [customer = '', first, part = ''] = group;
    const lost = lostOn.get(customer);
    const life = { time: (lost ?? asOf) - Number(first), isOver: lost !== undefined };
    const lives = parts.get(part);
    if (lives === undefined) parts.set(part, [life]);
    else lives.push(life);
  }
  return { parts, position };
}

/** The first day of each customer that comes to something. */
function firstDays(cells: readonly Cell[] = [], step: Step): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { group, sums } of cells) {
    step();
    if ((sums[0] ?? 0n) <= 0n) continue;
    const [customer = '', day] = group;
    days.set(customer, Math.min(days.get(customer) ?? Infinity, Number(day)));
  }
  return days;
}
