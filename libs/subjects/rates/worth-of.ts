import { parseDecimal } from '#kernel/decimal.js';
import type { Basis } from '#kernel/ports/basis.js';
import type { Rate, Worth } from '#kernel/ports/worth.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { MoneySeries } from '../series.js';
import { rateKnown, type RateFrom, type RatesKnown } from './rates-known.js';

const ONE = parseDecimal('1');
/** What a store multiplies by: at most 15 digits. */
const MOST = 10n ** 15n;
const CONVERTED = ['1'];
const SAME: Rate = { times: '1', over: '1' };

/** What amounts are worth by: rates, and the currency that they are of. */
export interface RatesOf {
  readonly base: string;
  readonly known: RatesKnown;
}

/**
 * What the amounts of facts are worth on a basis. At the rates of a day: each in its own currency x that day's rate of it / that of the currency
 * asked for. At those of their own days: what is in the currency asked for as it is; all else what it is in the base currency, as it was
 * frozen, / the rate of the currency asked for on its day, as it is known. @throws Problem for a currency without a rate
 */
export function worthOf(
  { currency, rates }: Basis,
  { own, balance }: MoneySeries,
  { base, known }: RatesOf,
): Worth | undefined {
  const target = currency ?? base;
  if (target === base && rates === undefined) return undefined;
  const common = { by: 'currency', own, ...(balance !== undefined && { balance }) };

  const ofTarget = ratesOf(target, { base, known });
  if (rates === undefined) {
    const from = ofTarget.map(([day, rate]) => [day, fraction(ONE, rate, target)] as const);
    return { ...common, rates: { [target]: SAME }, others: { where: { converted: CONVERTED }, from } };
  }
  const over = rateKnown(ofTarget, rates);
  if (over === undefined)
    throw without('rates', `there is no rate of ${target} on ${formatDay(rates)}: name a later day`);
  const all = [...known.keys(), base].flatMap((unit) => {
    const times = rateKnown(ratesOf(unit, { base, known }), rates);
    return times === undefined ? [] : [[unit, unit === target ? SAME : fraction(times, over, unit)] as const];
  });
  return { ...common, rates: Object.fromEntries(all) };
}

/** @throws Problem where levels, which stand for many days, are asked for at the rates of their own */
export function needFactDays({ windows }: SumRequest): void {
  if (windows.every(({ from }) => from !== undefined)) return;
  throw without(
    'rates',
    'must be today or a date for what stands until it changes, such as pipeline.value or mrr: it has no day of its own',
  );
}

function ratesOf(currency: string, { base, known }: RatesOf): readonly RateFrom[] {
  const rates = currency === base ? EVER : known.get(currency);
  if (rates !== undefined) return rates;
  const possible = [base, ...[...known.keys()].sort()].join(', ');
  throw without('currency', `there is no rate of ${currency}; possible are ${possible}`);
}

const EVER: readonly RateFrom[] = [[-Infinity, ONE]];

function fraction(times: bigint, over: bigint, currency: string): Rate {
  const common = divisor(times, over);
  const [n, d] = [times / common, over / common];
  if (n >= MOST || d >= MOST)
    throw without('currency', `the rate of ${currency} has too many digits to be compared with`);
  return { times: String(n), over: String(d) };
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

function without(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}
