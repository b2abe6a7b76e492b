import { streamNamed, type Data, type Desk } from '#ledger/command-type.js';
import { CUSTOMER } from './customer.commands.js';
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

/** The customer a fact names, as of its instant; nothing for a guest and for a customer nobody has registered. */
export async function customerOf(
  { customerId }: { readonly customerId?: string },
  at: string,
  { handler }: Desk,
): Promise<{ readonly customer?: CustomerAsOf }> {
  if (customerId === undefined) return {};
  const customer = customerAsOf(await handler.stateOf(CUSTOMER, customerId), at);
  return customer === undefined ? {} : { customer };
}

/** The stream of the customer that a command names. */
export function customerStream({ customerId }: Data): string | undefined {
  return streamNamed(CUSTOMER.prefix, customerId);
}
