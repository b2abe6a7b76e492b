import { customerOf } from '../customers/customer-as-of.js';
import { rateOf } from '../rates/rates-of-day.js';
import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import type { Desk } from '#ledger/command-type.js';
import { understood } from '#ledger/input/kind.js';
import { optional } from '#ledger/input/object.js';
import { currency, label } from '#ledger/input/text.js';
import type { CustomerAsOf } from '../customers/customer-as-of.js';
import type { Attribution } from './sale.events.js';

/** A currency; the base currency is understood. */
export const currencyOrBase = understood(currency, (context) => context.currency);

/** What a sale or credit counts under, as callers send it. */
export const ATTRIBUTION = {
  customerId: optional(label),
  currency: currencyOrBase,
  salesperson: optional(label),
  region: optional(label),
  channel: optional(label),
};

/**
 * Region and salesperson that the caller does not name are the customer's as of the fact, frozen now; who shares it is named with `credits`.
 * @throws Problem `customer-unknown`
 */
export function attributed<Given extends Attribution>(given: Given, customer: CustomerAsOf | undefined): Given {
  if (given.customerId === undefined) return given;
  if (customer === undefined) throw unknownCustomer(given.customerId);
  const { region } = customer;
  const salesperson = given.credits === undefined ? customer.salesperson : undefined;
  return { ...given, ...present({ region: given.region ?? region, salesperson: given.salesperson ?? salesperson }) };
}

export function unknownCustomer(id: string): Problem {
  const detail = `there is no customer ${id}: register it first`;
  return new Problem('customer-unknown', detail, [{ field: 'customerId', detail: 'is not registered' }]);
}

/** What a sale or credit looks up: its customer as of its instant, and the rate of its currency on its day. */
export async function lookUp(
  fact: { readonly customerId?: string; readonly currency: string },
  at: string,
  desk: Desk,
): Promise<{ readonly customer?: CustomerAsOf; readonly rate: string | null }> {
  const [customer, rate] = await Promise.all([customerOf(fact, at, desk), rateOf(fact.currency, at, desk)]);
  return { ...customer, rate };
}
