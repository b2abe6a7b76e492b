import type { Rows } from '#figures/rows.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Views } from '#kernel/ports/views.js';
import { readDeal, type DealHistory, type DealStep } from './deal-history.js';

/** What an opportunity has one of at any time. */
export const DEAL_PARTS = ['region', 'salesperson', 'product', 'currency', 'pipeline', 'stage'] as const;

const STREAM = 'opportunity-';

type Dated = Pick<RecordedEvent, 'stream' | 'occurredAt' | 'data'>;

/** Whether an opportunity lies inside some rows by what was said of it, all or up to one of its steps. */
export function isDealInside({ opened, steps }: DealHistory, rows: Rows, last?: Pick<DealStep, 'at' | 'id'>): boolean {
  if (opened === undefined) return false;
  const until = last === undefined ? steps : steps.filter((step) => isNotAfter(step, last));
  const said = (name: 'stage' | 'salesperson' | 'pipeline') =>
    until.findLast((step) => step[name] !== undefined)?.[name];
  const { region, product, currency, salesperson, pipeline } = opened.content;
  const own = said('salesperson') ?? salesperson;
  const parts: Readonly<Record<string, readonly (string | undefined)[]>> = {
    ...{ region: [region], product: [product], currency: [currency] },
    salesperson: creditsIn(until)?.map((credit) => credit.salesperson) ?? [own],
    pipeline: [said('pipeline') ?? pipeline],
    stage: [said('stage')],
  };
  return Object.entries(rows).every(
    ([name, values]) => isPart(name) && parts[name]?.some((part) => values.includes(part ?? '')),
  );
}

/** Who share the win as which it stands. */
function creditsIn(steps: readonly DealStep[]): DealStep['credits'] {
  let [isOpen, credits]: [boolean, DealStep['credits']] = [true, undefined];
  for (const step of steps) {
    if (step.kind === 'changed' || (step.kind !== 'reopened' && !isOpen)) continue;
    isOpen = step.kind === 'reopened';
    credits = step.credits;
  }
  return credits;
}

/** Tells of what happened to opportunities whether it left them inside; undefined of what happened to none. */
export async function dealEventsInside(
  streams: readonly string[],
  rows: Rows,
  views: Pick<Views, 'get'>,
): Promise<(event: Dated) => boolean | undefined> {
  const ids = streams.filter(isOfDeal).map((stream) => stream.slice(STREAM.length));
  const documents = ids.length === 0 ? [] : await views.get('opportunities', [...new Set(ids)]);
  const deals = new Map(documents.map(({ id, body }) => [STREAM + id, readDeal(id, body)]));
  return ({ stream, occurredAt, data }) => {
    if (!isOfDeal(stream)) return undefined;
    const deal = deals.get(stream);
    const { change } = data;
    const last = { at: occurredAt, id: typeof change === 'string' ? change : '' };
    return deal !== undefined && isDealInside(deal, rows, last);
  };
}

function isOfDeal(stream: string): boolean {
  return stream.startsWith(STREAM);
}

function isNotAfter(step: DealStep, { at, id }: Pick<DealStep, 'at' | 'id'>): boolean {
  return step.at < at || (step.at === at && step.id <= id);
}

function isPart(name: string): boolean {
  return (DEAL_PARTS as readonly string[]).includes(name);
}
