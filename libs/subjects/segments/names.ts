import { monthOf } from '#kernel/time/calendar.js';
import { isPast } from '../customers/overdue.js';
import { scoreOf, type Scored } from '../customers/rfm.js';
import type { CustomerOn } from './customer-on.js';
import { Money } from './rule/money.js';

/** A name that rules know a customer by. */
export interface Name {
  /** In the language of rules. */
  readonly type: string;
  /** Undefined where the customer has none: what is compared with it is neither so nor otherwise. */
  readonly of: (customer: CustomerOn) => unknown;
  /** What has to be looked up for it beside the customer's own history: what everybody did, or what else is recorded about the customer. */
  readonly from?: 'everybody' | 'records';
}

const YEAR = 365;
const QUARTER = 90;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** What rules are about: a customer at the end of a day. */
export const NAMES: Readonly<Record<string, Name>> = {
  stage: part('stage'),
  tier: part('tier'),
  region: part('region'),
  segment: part('segment'),
  source: part('source'),
  salesperson: part('salesperson'),
  registered_days: { type: 'int', of: (on) => on.since(on.history.registeredDay) },
  first_purchase_days: { type: 'int', of: (on) => on.since(on.history.purchases[0]?.day) },
  last_purchase_days: { type: 'int', of: (on) => on.since(on.lastPurchase) },
  orders: { type: 'int', of: (on) => BigInt(on.sum('purchases').count) },
  revenue: { type: 'Money', of: (on) => new Money(on.sum('purchases').amount) },
  orders_365: { type: 'int', of: (on) => BigInt(on.sum('purchases', YEAR).count) },
  revenue_365: { type: 'Money', of: (on) => new Money(on.sum('purchases', YEAR).amount) },
  interactions_90: { type: 'int', of: (on) => BigInt(on.sum('interactions', QUARTER).count) },
  gap_median: { type: 'double', of: (on) => on.usualGap },
  overdue: { type: 'bool', of: isOverdue },
  r: score('recency'),
  f: score('frequency'),
  m: score('monetary'),
  cohort: { type: 'string', of: cohortOf },
  products: boughtOf('product'),
  categories: boughtOf('category'),
  consent: { type: 'map<string, bool>', of: consentOn },
  attributes: {
    type: 'map<string, string>',
    from: 'records',
    of: ({ history, day, others }) => others.attributes?.(history.id, day) ?? NO_ATTRIBUTES,
  },
  cluster: { type: 'int', from: 'everybody', of: clusterOn },
  p_alive: {
    type: 'double',
    from: 'everybody',
    of: ({ history, day, others }) => others.estimated?.('p_alive', history.id, day),
  },
};

/** Lists that rules may go through one by one. */
export const LISTS: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([name, { type }]) => (type.startsWith('list<') ? [name] : [])),
);

/** What everybody's purchases have to be looked at for. */
export const SCORES = ['r', 'f', 'm'] as const;
/** What others do changes these of everybody. */
export const OF_EVERYBODY = namesFrom('everybody');
/** What is recorded about a customer tells these, and nobody's history does. */
export const OF_RECORDS = namesFrom('records');

function namesFrom(source: Name['from']): readonly string[] {
  return Object.entries(NAMES).flatMap(([name, { from }]) => (from === source ? [name] : []));
}

function part(name: 'stage' | 'tier' | 'region' | 'segment' | 'source' | 'salesperson'): Name {
  return { type: 'string', of: ({ standing }) => standing[name] };
}

function isOverdue({ standing, lastPurchase, purchaseDays, usualGap, day }: CustomerOn): boolean {
  if (standing.stage === 'closed' || lastPurchase === undefined || usualGap === undefined) return false;
  return isPast(usualGap, { purchases: purchaseDays.length, daysSince: day - lastPurchase });
}

/** Of whoever bought by then; as `GET /v1/rfm` scores it. */
function score(measure: keyof Scored): Name {
  return {
    type: 'int',
    from: 'everybody',
    of: (on) => {
      const scored = scoredOn(on);
      if (scored === undefined) return undefined;
      const place = scoreOf(scored[measure], on.others.fifths?.(on.day, measure) ?? []);
      return BigInt(measure === 'recency' ? 6 - place : place);
    },
  };
}

/** What a customer is scored by; undefined for one who did not buy by then. */
export function scoredOn(on: CustomerOn): Scored | undefined {
  const recency = on.since(on.lastPurchase);
  if (recency === undefined) return undefined;
  const { count, amount } = on.sum('purchases');
  return { recency, frequency: BigInt(count), monetary: amount };
}

const NOTHING_SAID: ReadonlyMap<string, boolean> = new Map();

/** By channel, what was last said of it by then; what nobody said anything of is not there. */
export function consentOn({ history, day }: CustomerOn): ReadonlyMap<string, boolean> {
  if (history.consents.length === 0) return NOTHING_SAID;
  const said = history.consents.filter((one) => one.day <= day);
  return new Map(said.map(({ channel, given }) => [channel, given]));
}

function cohortOf({ history, day }: CustomerOn): string {
  const first = history.purchases[0]?.day;
  return first === undefined || first > day ? '' : monthOf(first).name;
}

function clusterOn({ history, day, others }: CustomerOn): bigint | undefined {
  const cluster = others.estimated?.('cluster', history.id, day);
  return cluster === undefined ? undefined : BigInt(cluster);
}

function boughtOf(what: 'product' | 'category'): Name {
  return {
    type: 'list<string>',
    from: 'records',
    of: ({ history, day, others }) => others.bought?.(what, history.id, day) ?? [],
  };
}
