import { convert, parseDecimal } from '#kernel/decimal.js';
import type { OpportunityEvent } from '#subjects/opportunities/opportunity.events.js';
import type { CreditShare } from '#subjects/sales/credit-shares.js';
import { UTC } from './projected.js';
import type { Arrival } from './random-book.js';

/** What opportunities come to, worked out anew for every question, from what was said and the definitions alone. */
export type Part = 'salesperson' | 'pipeline' | 'stage' | 'currency';

interface State {
  readonly status: 'open' | 'won' | 'lost';
  readonly salesperson: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly currency: string;
  readonly value: string;
  readonly rate: string | null;
  readonly expected: string;
  /** Who share the win as which it stands. */
  readonly credits?: readonly CreditShare[] | undefined;
}
interface Happened {
  readonly day: number;
  readonly was: State | undefined;
  readonly is: State;
}

/** What happened to one, in the order of instants, then ids. */
function happened(events: readonly OpportunityEvent[]): readonly Happened[] {
  const key = ({ occurredAt, type, data }: OpportunityEvent): string =>
    `${occurredAt} ${type === 'OpportunityOpened' ? '' : data.change}`;
  let was: State | undefined;
  return events
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .flatMap((event): Happened[] => {
      const before = was;
      was = after(before, event);
      return was === before || was === undefined ? [] : [{ day: UTC.dayOf(event.occurredAt), was: before, is: was }];
    });
}

function after(was: State | undefined, event: OpportunityEvent): State | undefined {
  if (event.type === 'OpportunityOpened') {
    const { salesperson = '', pipeline = '', currency, value = '0', rate, expectedCloseOn: expected = '' } = event.data;
    return { status: 'open', salesperson, pipeline, stage: '', currency, value, rate, expected };
  }
  if (was === undefined) return undefined;
  const { rate } = event.data;
  if (event.type === 'OpportunityChanged') {
    const { value, salesperson, pipeline, stage, expectedCloseOn } = event.data;
    return {
      ...was,
      salesperson: salesperson ?? was.salesperson,
      pipeline: pipeline ?? was.pipeline,
      stage: stage ?? was.stage,
      expected: expectedCloseOn ?? was.expected,
      ...(value !== undefined && { value, rate }),
    };
  }
  if (event.type === 'OpportunityReopened')
    return was.status === 'open' ? was : { ...was, status: 'open', rate, credits: undefined };
  if (was.status !== 'open') return was;
  if (event.type === 'OpportunityLost') return { ...was, status: 'lost', rate };
  const { value = was.value, credits } = event.data;
  return { ...was, status: 'won', rate, value, credits };
}

/** Figures by part of those there are anything of: counts in ones, amounts in millionths. */
export function dealsByHand(
  arrivals: readonly Arrival[],
  by: Part,
  { from, to, asOf }: { readonly from: number; readonly to: number; readonly asOf: number },
): Readonly<Record<string, Readonly<Record<string, bigint>>>> {
  const figures: Record<string, Record<string, bigint>> = {};
  const add = (state: State | undefined, name: string, amount: bigint): void => {
    if (state === undefined) return;
    const own = (figures[state[by]] ??= {});
    own[name] = (own[name] ?? 0n) + amount;
  };
  const isInside = (day: number): boolean => from <= day && day <= to;
  const events = arrivals.map(({ event }) => event as OpportunityEvent);
  for (const own of Map.groupBy(events, ({ data }) => data.id).values()) {
    const steps = happened(own);
    const on = (day: number): State | undefined => steps.findLast((step) => step.day <= day)?.is;
    add(on(from - 1), 'pipeline.opening', standing(on(from - 1)));
    add(on(to), 'pipeline.closing', standing(on(to)));
    add(on(to), 'opportunities.slipped', isSlipped(on(to), to) ? 1n : 0n);
    if (steps[0] !== undefined && isInside(steps[0].day)) addStatus(add, steps, asOf);
    for (const { day, was, is } of steps) {
      if (!isInside(day)) continue;
      if (was === undefined) add(is, 'pipeline.created', worth(is));
      if (was?.status === 'open' && is.status === 'won')
        for (const { salesperson, part } of partsOf(is)) add({ ...is, salesperson }, 'pipeline.won', part);
      if (was?.status === 'open' && is.status === 'lost') add(is, 'pipeline.lost', worth(is));
      if (was?.status === 'open' && is.status === 'open' && was.expected !== '')
        add(is, 'opportunities.pushed', is.expected.slice(0, 7) > was.expected.slice(0, 7) ? 1n : 0n);
    }
    for (const stay of staysOf(steps).filter(({ left }) => isInside(left))) {
      add(stay.state, 'opportunity_stage.left', 1n);
      add(stay.state, 'opportunity_stage.went_on', stay.isLost ? 0n : 1n);
      add(stay.state, 'opportunity_stage.days', BigInt(stay.left - stay.came));
    }
  }
  return figures;
}

function addStatus(
  add: (state: State | undefined, name: string, amount: bigint) => void,
  steps: readonly Happened[],
  asOf: number,
): void {
  const status = steps.findLast(({ day }) => day <= asOf)?.is.status;
  // In the part where it stood when it was closed, or of the largest share.
  const closed = steps.findLast(
    ({ day, was, is }) => day <= asOf && was?.status === 'open' && is.status !== 'open',
  )?.is;
  const closing = closed && { ...closed, salesperson: leadOf(closed) };
  if (status === 'won' || status === 'lost') add(closing, 'opportunities.opened_closed', 1n);
  if (status === 'won') add(closing, 'opportunities.opened_won', 1n);
}

function staysOf(steps: readonly Happened[]) {
  const stays: { came: number; left: number; state: State; isLost: boolean }[] = [];
  let came = 0;
  for (const { day, was, is } of steps) {
    if (was?.status !== 'open') {
      if (is.status === 'open') came = day;
      continue;
    }
    if (is.status === 'open' && is.stage === was.stage) continue;
    stays.push({ came, left: day, state: was, isLost: is.status === 'lost' });
    came = day;
  }
  return stays;
}

function worth({ value, rate }: State): bigint {
  return rate === null ? 0n : convert(parseDecimal(value), rate);
}

/** Whose share is the largest, the first of equals. */
function leadOf({ salesperson, credits = [] }: State): string {
  const [first] = credits.toSorted((a, b) => Number(b.share) - Number(a.share));
  return first?.salesperson ?? salesperson;
}

/** What a win is worth by its shares, each cut down to the millionth; the rest is of the largest. */
function partsOf(state: State): readonly { readonly salesperson: string; readonly part: bigint }[] {
  const lead = leadOf(state);
  const others = (state.credits ?? []).filter(({ salesperson }) => salesperson !== lead);
  const parts = others.map(({ salesperson, share }) => ({
    salesperson,
    part: (worth(state) * parseDecimal(share)) / 1_000_000n,
  }));
  return [...parts, { salesperson: lead, part: parts.reduce((rest, { part }) => rest - part, worth(state)) }];
}

function standing(state: State | undefined): bigint {
  return state?.status === 'open' ? worth(state) : 0n;
}

function isSlipped(state: State | undefined, day: number): boolean {
  return state?.status === 'open' && state.expected !== '' && UTC.dayOf(`${state.expected}T12:00:00.000Z`) < day;
}
