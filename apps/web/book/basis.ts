import type { QueryBody } from '#client/index.js';
import { isDay } from './calendar.js';

/** On what figures are counted, where that is not as facts were recorded: as the API has it. */
export interface Basis {
  /** Of all money. */
  readonly currency?: string;
  /** `today` or a date, at whose rates all amounts are. */
  readonly rates?: string;
  /** `today` or a date: customers are told apart by what they are at its end. */
  readonly organisation?: string;
  /** Customers who are excluded from figures count as well. */
  readonly includeExcluded?: true;
}

type Said = Pick<QueryBody, keyof Basis>;

/** What is said of it, without what is usual. */
export function basisOf({ currency, rates, organisation, includeExcluded }: Said): Basis {
  return {
    ...(currency !== undefined && { currency }),
    ...(isMoment(rates) && { rates }),
    ...(isMoment(organisation) && { organisation }),
    ...(includeExcluded === true && { includeExcluded }),
  };
}

/** The basis of an address; what makes no sense in it is passed over. */
export function basisIn(search: URLSearchParams): Basis {
  const text = (name: keyof Basis): string | undefined => search.get(name) ?? undefined;
  const currency = text('currency');
  return basisOf({
    currency: /^[A-Z]{3}$/.test(currency ?? '') ? currency : undefined,
    rates: text('rates'),
    organisation: text('organisation'),
    includeExcluded: text('includeExcluded') === 'true',
  });
}

function isMoment(text: string | undefined): text is string {
  return text === 'today' || isDay(text);
}
