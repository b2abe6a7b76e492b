import type { Views } from '#kernel/ports/views.js';
import type { Places } from '#kernel/ports/places.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { withSums } from '#kernel/ports/with-sums.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { mergesKnown } from './customers/merging/merges-kept.js';
import { placedRequest } from './customers/placed-request.js';
import { ratedRequest } from './rates/rated-request.js';
import { ratesKnown } from './rates/rates-known.js';
import type { RatesOf } from './rates/worth-of.js';
import type { MoneySeries } from './series.js';

/** What a basis is made out by. */
export interface BasisOn {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** What is money in which series. */
  readonly money: ReadonlyMap<string, MoneySeries>;
  /** By series, the dimensions that say what its customer was. */
  readonly ofCustomer: ReadonlyMap<string, readonly string[]>;
}

/**
 * Read models that can be asked on a basis: in other currencies, at rates of other days, by what customers are on another day; each as it was
 * known when the request says.
 */
export function basisViews(views: Views, on: BasisOn): Views {
  return withSums(views, async (requests, step) => {
    if (requests.every(({ basis }) => basis === undefined)) return views.sums(requests, step);
    return views.sums(await madeOut(requests, views, on), step);
  });
}

async function madeOut(
  requests: readonly SumRequest[],
  views: Views,
  { calendar, currency, money, ofCustomer }: BasisOn,
): Promise<readonly SumRequest[]> {
  const times = new Set(requests.flatMap((one) => (isRated(one) ? [one.recordedTo] : [])));
  const rates = new Map<number | undefined, RatesOf>();
  for (const day of times) {
    const known = await ratesKnown(views, calendar, day === undefined ? undefined : { day });
    rates.set(day, { base: currency, known });
  }
  const merged = new Map<number | undefined, Places['merged']>();
  for (const day of new Set(requests.flatMap((one) => (one.basis?.organisation === undefined ? [] : [one.recordedTo]))))
    merged.set(day, await mergesKnown(views, day));
  return requests.map(({ basis, ...request }) => {
    if (basis === undefined) return request;
    const placed = placedRequest(request, basis, ofCustomer.get(request.series) ?? [], merged.get(request.recordedTo));
    const known = rates.get(request.recordedTo);
    return known === undefined ? placed : ratedRequest(placed, basis, money.get(request.series), known);
  });
}

function isRated({ basis }: SumRequest): boolean {
  return basis?.currency !== undefined || basis?.rates !== undefined;
}
