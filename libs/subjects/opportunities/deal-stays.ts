import type { Catalogue } from '#figures/catalogue.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Passage } from '#mining/win-chances.js';

/** What changed of an opportunity, by the day it holds from and the day it was known on. */
export interface DealChange {
  readonly deal: string;
  readonly day: number;
  readonly recorded: number;
  readonly stage: string;
  readonly salesperson: string;
  /** Its region, product and currency. */
  readonly own: Readonly<Record<'region' | 'product' | 'currency', string>>;
  readonly open: number;
  readonly won: number;
  readonly lost: number;
  /** In millionths of the base currency; 0 of what has no rate. */
  readonly value: bigint;
  readonly weighted: bigint;
}

/** An opportunity that is open. */
export interface OpenDeal extends Pick<DealChange, 'deal' | 'stage' | 'salesperson' | 'own'> {
  /** Days since it came where it stands. */
  readonly age: number;
  /** In millionths. */
  readonly value: bigint;
  readonly weighted: bigint;
}

/** What opportunities were up to a day, as known at one. */
export interface DealStays {
  readonly open: readonly OpenDeal[];
  /** Where those stood that were decided, each of their stays. */
  readonly passages: readonly Passage[];
}

const GROUP = ['record', 'day', 'recorded', 'stage', 'salesperson', 'region', 'product', 'currency', 'converted'];
const MEASURES = ['open', 'won', 'lost', 'value', 'weighted'];

/** To ask for all that changed of opportunities: of those that are seen. @throws Problem `restricted` */
export function dealChangesRequest(asOf: number, knownAt: number | undefined, catalogue: Catalogue): SumRequest {
  return {
    series: 'deals',
    measures: MEASURES,
    where: catalogue.whereSeen('opportunities.won_value'),
    group: GROUP,
    windows: [{ to: asOf }],
    ...(knownAt !== undefined && { recordedTo: knownAt }),
  };
}

/** By opportunity, each in the order of its days. */
export function dealChangesIn(cells: readonly Cell[] = []): readonly (readonly DealChange[])[] {
  const found = new Map<string, DealChange[]>();
  for (const { group, sums } of cells) {
    const [deal = '', day, recorded, stage = '', salesperson = '', region = '', product = '', currency = ''] = group;
    const [open = 0n, won = 0n, lost = 0n, value = 0n, weighted = 0n] = sums;
    const hasRate = group[8] === '1';
    const own = found.get(deal) ?? [];
    found.set(deal, own);
    own.push({
      ...{ deal, day: Number(day), recorded: Number(recorded), stage, salesperson },
      own: { region, product, currency },
      ...{ open: Number(open), won: Number(won), lost: Number(lost) },
      ...{ value: hasRate ? value : 0n, weighted: hasRate ? weighted : 0n },
    });
  }
  // In one order, whichever facts come in: sums of fractions hang on it in their last digit.
  const ids = [...found.keys()].sort();
  return ids.map((id) => (found.get(id) ?? []).sort((a, b) => a.day - b.day));
}

/** Where each opportunity stood, day by day, from nothing that happened after a day or was known after another. */
export function staysAt(deals: readonly (readonly DealChange[])[], asOf: number, knownAt: number): DealStays {
  const open: OpenDeal[] = [];
  const passages: Passage[] = [];
  for (const changes of deals) {
    const seen = changes.filter(({ day, recorded }) => day <= asOf && recorded <= knownAt);
    if (seen.length === 0) continue;
    const walk = walked(seen);
    passages.push(...walk.passages);
    for (const { since, last, value, weighted } of walk.standing)
      open.push({
        ...{ deal: last.deal, stage: last.stage, salesperson: last.salesperson, own: last.own },
        ...{ age: asOf - since, value, weighted },
      });
  }
  return { open, passages };
}

/** Whether anything of opportunities was known at the end of a day. */
export function isAnyKnown(deals: readonly (readonly DealChange[])[], day: number): boolean {
  return deals.some((changes) => changes.some((change) => change.recorded <= day && change.day <= day));
}

interface Standing {
  since: number;
  open: number;
  value: bigint;
  weighted: bigint;
  last: DealChange;
}
type Left = Pick<Passage, 'stage' | 'salesperson' | 'stayed'> & { readonly since: number };

function walked(changes: readonly DealChange[]) {
  const parts = new Map<string, Standing>();
  const passages: Passage[] = [];
  let left: Left[] = [];
  for (const [day, today] of Map.groupBy(changes, (change) => change.day)) {
    const before = new Set([...parts].flatMap(([key, { open }]) => (open > 0 ? [key] : [])));
    for (const change of today) taken(parts, change);
    for (const [key, part] of parts) {
      if (part.open > 0 && !before.has(key)) part.since = day;
      if (part.open <= 0 && before.has(key)) left.push(leftOn(day, part));
    }
    const [won, lost] = [sum(today, 'won'), sum(today, 'lost')];
    if (won + lost <= 0) continue;
    const closed = { won: won > 0 };
    passages.push(...left.map(({ since, ...stay }) => ({ ...stay, decidedAfter: day - since, ...closed })));
    left = [];
  }
  return { passages, standing: [...parts.values()].filter(({ open }) => open > 0) };
}

function taken(parts: Map<string, Standing>, change: DealChange): void {
  const key = JSON.stringify([change.stage, change.salesperson]);
  const part = parts.get(key) ?? { since: change.day, open: 0, value: 0n, weighted: 0n, last: change };
  parts.set(key, part);
  part.open += change.open;
  part.value += change.value;
  part.weighted += change.weighted;
  part.last = change;
}

function leftOn(day: number, { since, last: { stage, salesperson } }: Standing): Left {
  return { stage, salesperson, since, stayed: day - since };
}

function sum(changes: readonly DealChange[], name: 'won' | 'lost'): number {
  return changes.reduce((total, change) => total + change[name], 0);
}
