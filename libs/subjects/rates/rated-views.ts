import type { Basis } from '#kernel/ports/basis.js';
import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { MoneySeries } from '../series.js';
import { ratesKnown } from './rates-known.js';
import { needFactDays, worthOf, type RatesOf } from './worth-of.js';

/** What rates are of. */
export interface RatedOn {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** What is money in which series. */
  readonly series: ReadonlyMap<string, MoneySeries>;
}

/** Read models that can be asked on a basis: in other currencies, and at rates of other days, as those were known when the request says. */
export function ratedViews(views: Views, on: RatedOn): Views {
  return {
    schema: views.schema,
    apply: (batch) => views.apply(batch),
    checkpoint: (shard) => views.checkpoint(shard),
    sums: async (requests, own) => {
      if (requests.every(({ basis }) => basis === undefined)) return views.sums(requests, own);
      return views.sums(await ratedRequests(requests, views, on), own);
    },
    firstDay: (series, own) => views.firstDay(series, own),
    get: (collection, ids) => views.get(collection, ids),
    find: (collection, find) => views.find(collection, find),
    close: () => views.close(),
  };
}

async function ratedRequests(
  requests: readonly SumRequest[],
  views: Views,
  { calendar, currency, series }: RatedOn,
): Promise<readonly SumRequest[]> {
  const times = [...new Set(requests.flatMap((one) => (one.basis === undefined ? [] : [one.recordedTo])))];
  const rates = new Map<number | undefined, RatesOf>();
  for (const day of times) {
    const known = await ratesKnown(views, calendar, day === undefined ? undefined : { day });
    rates.set(day, { base: currency, known });
  }
  return requests.map(({ basis, ...request }) =>
    basis === undefined
      ? request
      : rated(request, basis, series.get(request.series), rates.get(request.recordedTo) as RatesOf),
  );
}

/** What does not ask whether an amount was converted is asked as it is: it is a count, or amounts in their own currencies. */
function rated(request: SumRequest, basis: Basis, money: MoneySeries | undefined, rates: RatesOf): SumRequest {
  const { converted, ...where } = request.where;
  const [only, ...others] = new Set(converted);
  if (money === undefined || only === undefined || others.length > 0) return request;
  const worth = worthOf(basis, money, rates);
  if (worth === undefined) return request;
  if (worth.others !== undefined) needFactDays(request);
  return { ...request, where, worth: { ...worth, ...(only === '' && { isWithout: true }) } };
}
