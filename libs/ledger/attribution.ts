import { Problem } from '#kernel/problem.js';
import { present, type Reading } from './command.js';
import type { CustomerAsOf } from './customer-as-of.js';
import type { Attribution } from './events.js';
import type { Fields } from './fields.js';

/** What a sale or credit counts under, as the caller said it; the base currency is understood. */
export function readAttribution(fields: Fields, { currency }: Reading) {
  return present({
    customerId: fields.optionalLabel('customerId'),
    currency: fields.optionalCurrency('currency') ?? currency,
    salesperson: fields.optionalLabel('salesperson'),
    region: fields.optionalLabel('region'),
    channel: fields.optionalLabel('channel'),
  });
}

/**
 * Region and salesperson that the caller does not name are the customer's as of the fact, frozen now.
 * @throws Problem `customer-unknown`
 */
export function attributed<Given extends Attribution>(given: Given, customer: CustomerAsOf | undefined): Given {
  if (given.customerId === undefined) return given;
  if (customer === undefined) throw unknownCustomer(given.customerId);
  const { region, salesperson } = customer;
  return { ...given, ...present({ region: given.region ?? region, salesperson: given.salesperson ?? salesperson }) };
}

export function unknownCustomer(id: string): Problem {
  const detail = `there is no customer ${id}: register it first`;
  return new Problem('customer-unknown', detail, [{ field: 'customerId', detail: 'is not registered' }]);
}
