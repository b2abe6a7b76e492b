import type { Basis } from '#kernel/ports/basis.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { MoneySeries } from '../series.js';
import { needFactDays, worthOf, type RatesOf } from './worth-of.js';

/**
 * A request with what amounts are worth on a basis. What does not ask whether an amount was converted is asked as it is: it is a count, or
 * amounts in their own currencies. @throws Problem for a currency without a rate
 */
export function ratedRequest(
  request: SumRequest,
  basis: Basis,
  money: MoneySeries | undefined,
  rates: RatesOf,
): SumRequest {
  const { converted, ...where } = request.where;
  const [only, ...others] = new Set(converted);
  if (money === undefined || only === undefined || others.length > 0) return request;
  const worth = worthOf(basis, money, rates);
  if (worth === undefined) return request;
  if (worth.others !== undefined) needFactDays(request);
  return { ...request, where, worth: { ...worth, ...(only === '' && { isWithout: true }) } };
}
