import { convert, multiply, parseDecimal } from '#kernel/decimal.js';
import type { OpportunityContent } from './opportunity.events.js';
import type { DealHistory, DealStep } from './deal-history.js';

/** One fact of the `deals` series; dimensions and measures in the order of the schema. */
export interface DealFact {
  readonly day: number;
  readonly dimensions: readonly string[];
  readonly measures: readonly bigint[];
}

/** What an opportunity is between two of its steps. */
interface Standing {
  readonly open: boolean;
  readonly value: string | undefined;
  /** Of the fact that said the value, or closed or reopened it last. */
  readonly rate: string | null;
  readonly probability: string | undefined;
  readonly salesperson: string | undefined;
  readonly stage: string;
}

/** Every fact of an opportunity, in the order of its steps. A closing of what is closed and a reopening of what is open change nothing. */
export function dealFacts({ opened, steps }: DealHistory): readonly DealFact[] {
  if (opened === undefined) return [];
  const { day, content } = opened;
  const { value, rate, probability, salesperson } = content;
  let standing: Standing = { open: true, value, rate, probability, salesperson, stage: '' };
  const facts = [fact(day, content, standing, { opened: 1n, ...standingMeasures(standing, 1n) })];
  for (const step of steps) {
    const after = stepped(standing, step);
    if (after === undefined) continue;
    facts.push(...changeFacts(step.day, content, standing, after));
    if (step.kind === 'won' || step.kind === 'lost') facts.push(closing(step, content, after, step.day - day));
    standing = after;
  }
  return facts;
}

/** Undefined where the step changes nothing. */
function stepped(before: Standing, step: DealStep): Standing | undefined {
  const { kind, rate, value = before.value } = step;
  switch (kind) {
    case 'changed': {
      const { salesperson = before.salesperson, stage = before.stage, probability = before.probability } = step;
      const valued = step.value === undefined ? {} : { value, rate };
      return { ...before, salesperson, stage, probability, ...valued };
    }
    case 'won':
    case 'lost':
      return before.open ? { ...before, open: false, value, rate } : undefined;
    case 'reopened':
      return before.open ? undefined : { ...before, open: true, rate };
  }
}

/** What was open leaves, what is open now comes. */
function changeFacts(day: number, content: OpportunityContent, before: Standing, after: Standing): readonly DealFact[] {
  return [
    ...(before.open ? [fact(day, content, before, standingMeasures(before, -1n))] : []),
    ...(after.open ? [fact(day, content, after, standingMeasures(after, 1n))] : []),
  ];
}

function closing(
  { kind, day, reason = '' }: DealStep,
  content: OpportunityContent,
  after: Standing,
  days: number,
): DealFact {
  const [value, own] = [valueOf(after), valueOf({ ...after, rate: null })];
  const measures =
    kind === 'won'
      ? { won: 1n, won_value: value, own_won_value: own }
      : { lost: 1n, lost_value: value, own_lost_value: own };
  const closed = { outcome: kind, reason, days };
  return fact(day, content, after, { ...measures, closings: 1n, days: BigInt(days) }, closed);
}

type Measures = Partial<Record<(typeof MEASURES)[number], bigint>>;
const MEASURES = [
  'opened',
  'open',
  'won',
  'lost',
  'value',
  'weighted',
  'closings',
  'won_value',
  'lost_value',
  'days',
  'own_value',
  'own_weighted',
  'own_won_value',
  'own_lost_value',
] as const;

function standingMeasures(standing: Standing, sign: 1n | -1n): Measures {
  const [value, own] = [valueOf(standing), valueOf({ ...standing, rate: null })];
  const weighted = (of: bigint): bigint => sign * multiply(of, parseDecimal(standing.probability ?? '0'));
  return {
    open: sign,
    value: sign * value,
    weighted: weighted(value),
    own_value: sign * own,
    own_weighted: weighted(own),
  };
}

/** In the base currency where there is a rate, otherwise as it is. */
function valueOf({ value = '0', rate }: Pick<Standing, 'value' | 'rate'>): bigint {
  return convert(parseDecimal(value), rate);
}

function fact(
  day: number,
  { region = '', product = '', currency }: OpportunityContent,
  { salesperson = '', rate, stage }: Standing,
  measures: Measures,
  closed?: { readonly outcome: string; readonly reason: string; readonly days: number },
): DealFact {
  const { outcome = '', reason = '', days = '' } = closed ?? {};
  const converted = rate === null ? '' : '1';
  return {
    day,
    dimensions: [region, salesperson, product, currency, converted, stage, outcome, reason, String(days)],
    measures: MEASURES.map((name) => measures[name] ?? 0n),
  };
}
