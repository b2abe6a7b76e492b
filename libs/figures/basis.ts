import type { Basis } from '#kernel/ports/basis.js';
import { formatDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { parseQuestionDay } from './question-day.js';

/** A basis as it is asked for: a day may be today, whenever that is. */
export interface AskedBasis extends Omit<Basis, 'rates' | 'organisation'> {
  readonly rates?: AskedDay;
  readonly organisation?: AskedDay;
}

type AskedDay = number | typeof TODAY;

const TODAY = 'today';
/** Rates that are frozen in facts: as if none were named. */
const FACT_DAY = 'fact-day';

/** What customers were on the day of each fact: as if no organisation were named. */
const THEN = 'then';

/** The fields of a question that say on which basis it is asked. */
export const BASIS_FIELDS = ['currency', 'rates', 'organisation', 'includeExcluded'] as const;

/** What customers are told apart by, and facts by what theirs are. */
export const ORGANISATION: readonly string[] = ['region', 'salesperson', 'segment', 'source', 'stage', 'tier'];

/** What a question says of its basis; nothing where it is that of the facts. @throws Problem naming the field */
export function parseBasis(data: Readonly<Record<string, unknown>>): { readonly basis?: AskedBasis } {
  const currency = currencyIn(data['currency']);
  const rates = dayIn(data, 'rates', FACT_DAY);
  const organisation = dayIn(data, 'organisation', THEN);
  const includeExcluded = flagIn(data, 'includeExcluded');
  const basis = {
    ...(currency !== undefined && { currency }),
    ...(rates !== undefined && { rates }),
    ...(organisation !== undefined && { organisation }),
    ...(includeExcluded && { includeExcluded }),
  };
  return Object.keys(basis).length === 0 ? {} : { basis };
}

/** The same on the day that it is. */
export function basisOn({ basis }: { readonly basis?: AskedBasis }, today: number): { readonly basis?: Basis } {
  if (basis === undefined) return {};
  const { currency, rates, organisation, includeExcluded } = basis;
  const day = (asked: AskedDay): number => (asked === TODAY ? today : asked);
  return {
    basis: {
      ...(currency !== undefined && { currency }),
      ...(rates !== undefined && { rates: day(rates) }),
      ...(organisation !== undefined && { organisation: day(organisation) }),
      ...(includeExcluded && { includeExcluded }),
    },
  };
}

/** The fields with which it was asked. */
export function basisSaid({ currency, rates, organisation, includeExcluded }: AskedBasis = {}): Readonly<
  Record<string, string | boolean>
> {
  const said = (day: AskedDay): string => (day === TODAY ? TODAY : formatDay(day));
  return {
    ...(currency !== undefined && { currency }),
    ...(rates !== undefined && { rates: said(rates) }),
    ...(organisation !== undefined && { organisation: said(organisation) }),
    ...(includeExcluded && { includeExcluded }),
  };
}

/** As an answer tells it. @param base the base currency */
export function basisTold({ basis }: { readonly basis?: Basis }, base: string) {
  const { currency, rates, organisation } = basis ?? {};
  const isRated = currency !== undefined || rates !== undefined;
  return {
    currency: currency ?? base,
    ...(isRated && { rates: rates === undefined ? FACT_DAY : formatDay(rates) }),
    ...(organisation !== undefined && { organisation: formatDay(organisation) }),
  };
}

/** As JSON has it, or the text of a parameter; false is as if it were not given. */
function flagIn(data: Readonly<Record<string, unknown>>, field: string): true | undefined {
  const value = data[field];
  if (value === true || value === 'true') return true;
  if (value === undefined || value === false || value === 'false') return undefined;
  throw invalid(field, refusing(value, 'must be true or false'));
}

function currencyIn(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^[A-Z]{3}$/.test(value))) return value;
  throw invalid('currency', refusing(value, 'must be an ISO 4217 code such as "EUR"'));
}

/** @param usual what is meant where nothing is said */
function dayIn(data: Readonly<Record<string, unknown>>, field: string, usual: string): AskedDay | undefined {
  const value = data[field];
  if (value === undefined || value === usual) return undefined;
  if (value === TODAY) return TODAY;
  if (typeof value === 'string' && /^\d/.test(value)) return parseQuestionDay(field, value);
  throw invalid(field, refusing(value, `must be ${usual}, today or a date such as "2024-01-31"`));
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
