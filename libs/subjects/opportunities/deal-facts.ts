import { multiply, parseDecimal } from '#kernel/decimal.js';
import { LAST_DAY } from '#figures/seen.js';
import type { DealHistory, DealStep } from './deal-history.js';
import { closedParts, type Worth } from './closed-parts.js';
import { firstDayPast, isPushed, standingAsOpened, stepped, worthOf, type Standing } from './deal-standing.js';
import type { OpportunityContent } from './opportunity.events.js';

/** One fact of a series of opportunities; dimensions and measures in the order of its schema. */
export interface DealFact {
  readonly series: 'deals' | 'deal_stays';
  readonly day: number;
  readonly dimensions: readonly string[];
  readonly measures: readonly bigint[];
}

const OWN = ['region', 'salesperson', 'product', 'currency'];
const CLOSED = ['outcome', 'reason', 'days'];
export const DEAL_DIMENSIONS = [...OWN, 'converted', 'pipeline', 'stage', ...CLOSED, 'begun'];
export const STAY_DIMENSIONS = [...OWN, 'pipeline', 'from_stage', 'to_stage', ...CLOSED];
export const STAY_MEASURES = { stays: 'count', days: 'count', went_on: 'count' } as const;
export const DEAL_MEASURES = {
  opened: 'count',
  open: 'count',
  won: 'count',
  lost: 'count',
  value: 'amount',
  weighted: 'amount',
  closings: 'count',
  won_value: 'amount',
  lost_value: 'amount',
  days: 'count',
  created: 'amount',
  changed: 'amount',
  own_value: 'amount',
  own_weighted: 'amount',
  own_won_value: 'amount',
  own_lost_value: 'amount',
  own_created: 'amount',
  own_changed: 'amount',
  pushed: 'count',
  slipped: 'count',
  stands_won: 'count',
  stands_closed: 'count',
} as const;
const NAMES = Object.keys(DEAL_MEASURES) as readonly (keyof typeof DEAL_MEASURES)[];
type Measures = Partial<Record<keyof typeof DEAL_MEASURES, bigint>>;

/** Every fact of an opportunity, sorted by day. What is expected to close schedules the day on which it will have slipped. */
export function dealFacts({ opened, steps }: DealHistory): readonly DealFact[] {
  if (opened === undefined) return [];
  const course = new Course(opened.day, opened.content);
  for (const step of steps) course.take(step);
  return course.facts();
}

class Course {
  private readonly made: DealFact[] = [];
  private standing: Standing;
  /** The first day past the one on which it is expected to close. */
  private past: number;
  /** The day of the step that made it stand so. */
  private since: number;
  /** The day on which it came into its stage, or was reopened in it. */
  private inStageSince: number;
  /** Under what it stands closed. */
  private closed: { readonly dimensions: readonly string[]; readonly isWon: boolean } | undefined;

  constructor(
    private readonly begun: number,
    private readonly content: OpportunityContent,
  ) {
    this.standing = standingAsOpened(content);
    this.past = firstDayPast(this.standing);
    this.since = this.inStageSince = begun;
    const [created, own_created] = worthOf(this.standing);
    this.come({ opened: 1n, created, own_created, changed: 0n, own_changed: 0n });
  }

  facts(): readonly DealFact[] {
    this.slipBefore(LAST_DAY + 1);
    return this.made.sort((a, b) => a.day - b.day);
  }

  take(step: DealStep): void {
    const before = this.standing;
    const after = stepped(before, step);
    if (after === undefined) return;
    const { day } = step;
    if (before.open) this.leave(day);
    this.standing = after;
    if (before.expectedCloseOn !== after.expectedCloseOn) this.past = firstDayPast(after);
    this.since = day;
    if (before.open && after.open) this.goOn(day, before);
    if (!before.open && after.open) this.reopen(day);
    if (step.kind === 'won' || step.kind === 'lost') this.close(step, step.kind);
  }

  private goOn(day: number, before: Standing): void {
    this.come({ pushed: isPushed(before, this.standing) ? 1n : 0n });
    if (before.stage !== this.standing.stage) this.endStay(day, before, { to: this.standing.stage });
  }

  private reopen(day: number): void {
    this.inStageSince = day;
    this.come({});
    if (this.closed === undefined) return;
    const { dimensions, isWon } = this.closed;
    this.made.push({ series: 'deals', day, dimensions, measures: measuresOf(standsClosed(isWon, -1n)) });
    this.closed = undefined;
  }

  private close({ day, reason = '', credits }: DealStep, outcome: 'won' | 'lost'): void {
    const days = day - this.begun;
    const isWon = outcome === 'won';
    const counted: Measures = {
      ...(isWon ? { won: 1n } : { lost: 1n }),
      ...{ closings: 1n, days: BigInt(days), ...standsClosed(isWon, 1n) },
    };
    const closed = { outcome, reason, days: String(days), begun: String(this.begun) };
    const { lead, others } = closedParts(this.standing, credits);
    for (const { standing, worth } of others)
      this.made.push(this.factOf(day, standing, closingWorth(worth, isWon), closed));
    const measures = { ...counted, ...closingWorth(lead.worth, isWon) };
    const fact = this.factOf(day, lead.standing, measures, closed);
    this.made.push(fact);
    this.closed = { dimensions: fact.dimensions, isWon };
    this.endStay(day, this.standing, { outcome, reason });
  }

  private endStay(day: number, left: Standing, { to = '', outcome = '', reason = '' }: Ending): void {
    const days = day - this.inStageSince;
    const dimensions = [...this.partsOf(left), left.stage, to, outcome, reason, String(days)];
    this.made.push({
      series: 'deal_stays',
      day,
      dimensions,
      measures: [1n, BigInt(days), outcome === 'lost' ? 0n : 1n],
    });
    this.inStageSince = day;
  }

  /** What is open comes where it stands now; what it is worth is a change unless it is new. */
  private come(also: Measures): void {
    const isPast = this.past <= this.since;
    this.add(this.since, { ...this.levels(1n), slipped: isPast ? 1n : 0n, ...also });
  }

  /** It goes from where it stands. */
  private leave(day: number): void {
    const { past } = this;
    const isPast = past <= this.since || past < day;
    this.slipBefore(day);
    this.add(day, { ...this.levels(-1n), slipped: isPast ? -1n : 0n });
  }

  /** What stands open has slipped where the day expected has passed since, before a day. */
  private slipBefore(day: number): void {
    const { past } = this;
    if (this.standing.open && past > this.since && past < day) this.add(past, { slipped: 1n });
  }

  private levels(sign: 1n | -1n): Measures {
    const [value, own_value] = worthOf(this.standing).map((worth) => sign * worth) as [bigint, bigint];
    const share = parseDecimal(this.standing.probability ?? '0');
    const weighted = { weighted: multiply(value, share), own_weighted: multiply(own_value, share) };
    return { open: sign, value, own_value, ...weighted, changed: value, own_changed: own_value };
  }

  private add(day: number, measures: Measures): void {
    this.made.push(this.factOf(day, this.standing, measures));
  }

  private factOf(day: number, standing: Standing, measures: Measures, closed: Closed = NOT_CLOSED): DealFact {
    const [region, salesperson, product, currency, pipeline] = this.partsOf(standing);
    const { outcome, reason, days, begun } = closed;
    const converted = standing.rate === null ? '' : '1';
    const own = [region, salesperson, product, currency, converted, pipeline, standing.stage];
    return { series: 'deals', day, dimensions: [...own, outcome, reason, days, begun], measures: measuresOf(measures) };
  }

  private partsOf({ salesperson = '', pipeline = '' }: Standing): readonly [string, string, string, string, string] {
    const { region = '', product = '', currency } = this.content;
    return [region, salesperson, product, currency, pipeline];
  }
}

/** Where a stay in a stage leads: to another one, or an outcome. */
type Ending = { readonly to?: string; readonly outcome?: string; readonly reason?: string };

type Closed = Readonly<Record<'outcome' | 'reason' | 'days' | 'begun', string>>;
const NOT_CLOSED: Closed = { outcome: '', reason: '', days: '', begun: '' };

/** What a closing is worth goes as it closes, and comes as a change first. */
function closingWorth([changed, own_changed]: Worth, isWon: boolean): Measures {
  const gone = isWon
    ? { won_value: changed, own_won_value: own_changed }
    : { lost_value: changed, own_lost_value: own_changed };
  return { ...gone, changed, own_changed };
}

/** As what it stands from then on, by the day it was opened; no more, where it is reopened. */
function standsClosed(isWon: boolean, sign: 1n | -1n): Measures {
  return { stands_won: isWon ? sign : 0n, stands_closed: sign };
}

function measuresOf(measures: Measures): readonly bigint[] {
  return NAMES.map((name) => measures[name] ?? 0n);
}
