import type { Customer } from './customer.decider.js';

/** What a fact of a customer needs to know of it, as of the fact's instant. */
export interface CustomerAsOf {
  /** Closed before the instant and not reopened up to it; at the very instant of its closing a customer may still buy. */
  readonly closed: boolean;
  readonly region?: string;
  readonly salesperson?: string;
}

/** Undefined for a customer nobody has registered. */
export function customerAsOf(customer: Customer, at: string): CustomerAsOf | undefined {
  if (customer.registeredAt === undefined) return undefined;
  const { changes, closings } = customer;
  const closedBefore = closings.findLast((closing) => closing.at < at)?.closed ?? false;
  const closed = closedBefore && (closings.findLast((closing) => closing.at <= at)?.closed ?? false);
  let { region, salesperson } = customer.attributes;
  for (const change of changes) {
    if (change.at > at) break;
    region = change.attributes.region ?? region;
    salesperson = change.attributes.salesperson ?? salesperson;
  }
  return { closed, ...(region !== undefined && { region }), ...(salesperson !== undefined && { salesperson }) };
}
