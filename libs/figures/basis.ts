import type { Basis } from '#kernel/ports/basis.js';
import { formatDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { parseQuestionDay } from './question-day.js';

/** A basis as it is asked for: a day may be today, whenever that is. */
export interface AskedBasis extends Omit<Basis, 'rates'> {
  readonly rates?: number | typeof TODAY;
}

const TODAY = 'today';
/** Rates that are frozen in facts: as if none were named. */
const FACT_DAY = 'fact-day';

/** The fields of a question that say on which basis it is asked. */
export const BASIS_FIELDS = ['currency', 'rates'] as const;

/** What a question says of its basis; nothing where it is that of the facts. @throws Problem naming the field */
export function parseBasis(data: Readonly<Record<string, unknown>>): { readonly basis?: AskedBasis } {
  const currency = currencyIn(data['currency']);
  const rates = ratesIn(data['rates']);
  const basis = { ...(currency !== undefined && { currency }), ...(rates !== undefined && { rates }) };
  return Object.keys(basis).length === 0 ? {} : { basis };
}

/** The same on the day that it is. */
export function basisOn({ basis }: { readonly basis?: AskedBasis }, today: number): { readonly basis?: Basis } {
  if (basis === undefined) return {};
  const { rates, ...rest } = basis;
  return { basis: { ...rest, ...(rates !== undefined && { rates: rates === TODAY ? today : rates }) } };
}

/** As an answer tells it. @param base the base currency */
export function basisTold({ basis }: { readonly basis?: Basis }, base: string) {
  const { currency = base, rates } = basis ?? {};
  return { currency, ...(basis !== undefined && { rates: rates === undefined ? FACT_DAY : formatDay(rates) }) };
}

function currencyIn(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^[A-Z]{3}$/.test(value))) return value;
  throw invalid('currency', refusing(value, 'must be an ISO 4217 code such as "EUR"'));
}

function ratesIn(value: unknown): AskedBasis['rates'] {
  if (value === undefined || value === FACT_DAY) return undefined;
  if (value === TODAY) return TODAY;
  if (typeof value === 'string' && /^\d/.test(value)) return parseQuestionDay('rates', value);
  throw invalid('rates', refusing(value, 'must be fact-day, today or a date such as "2024-01-31"'));
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
