import type { Calendar } from '#kernel/time/calendar.js';
import { convert, parseDecimal } from '#kernel/decimal.js';
import type { Attribution, RefundLine, SaleLine } from './sale.events.js';
import { taxOf } from './line.js';
import { refundedParts, soldParts } from './credit-parts.js';
import { BY_SHARE } from './sale.dimensions.js';
import type { Entry } from '../customers/timeline/entry.js';

/** A sale, refund or credit at its moment; `sign` -1n takes it back. */
export interface Occasion {
  readonly record: string;
  readonly occurredAt: string;
  readonly attribution: Attribution;
  readonly sign: 1n | -1n;
}

/** One entry a line, and salesperson where several share it; the first one of the largest share carries the order. */
export function saleEntries(occasion: Occasion, lines: readonly SaleLine[], calendar: Calendar): readonly Entry[] {
  const toEntry = entryMaker(occasion, calendar);
  const { rate, credits } = occasion.attribution;
  if (credits === undefined) return lines.map((line, index) => toEntry(line, soldMeasures(line, index, rate)));
  return lines.flatMap((line, index) =>
    soldParts(soldMeasures(line, index, rate), credits).map((part) => toEntry(line, part.measures, part.salesperson)),
  );
}

function soldMeasures(line: SaleLine, index: number, rate: string | null): readonly bigint[] {
  return [
    index === 0 ? 1n : 0n,
    1n,
    parseDecimal(line.quantity),
    inBase(line.gross, rate),
    inBase(line.reduction, rate),
    convert(taxOf(line), rate),
    0n,
    parseDecimal(line.gross),
    parseDecimal(line.reduction),
    taxOf(line),
    0n,
  ];
}

/** What was given back, a positive amount on its own day, and its tax less; no order, no purchase. By the shares of its sale. */
export function refundEntries(occasion: Occasion, lines: readonly RefundLine[], calendar: Calendar): readonly Entry[] {
  const toEntry = entryMaker(occasion, calendar);
  const { rate, credits } = occasion.attribution;
  if (credits === undefined) return lines.map((line) => toEntry(line, refundedMeasures(line, rate)));
  return lines.flatMap((line) =>
    refundedParts(refundedMeasures(line, rate), credits, line.earlier).map((part) =>
      toEntry(line, part.measures, part.salesperson),
    ),
  );
}

function refundedMeasures(line: RefundLine, rate: string | null): readonly bigint[] {
  return [
    0n,
    0n,
    0n,
    0n,
    0n,
    -inBase(line.tax ?? '0', rate, line.taxInBase),
    inBase(line.amount, rate, line.inBase),
    0n,
    0n,
    -parseDecimal(line.tax ?? '0'),
    parseDecimal(line.amount),
  ];
}

/** revenue.sales of a sale in the base currency; 0 where there was no rate. */
export function salesOf(attribution: Attribution, lines: readonly SaleLine[]): bigint {
  const { rate } = attribution;
  if (rate === null) return 0n;
  return lines.reduce((sum, line) => sum + inBase(line.gross, rate) - inBase(line.reduction, rate), 0n);
}

export function refundedOf(attribution: Attribution, lines: readonly RefundLine[]): bigint {
  const { rate } = attribution;
  if (rate === null) return 0n;
  return lines.reduce((sum, line) => sum + inBase(line.amount, rate, line.inBase), 0n);
}

/** In the base currency where there is a rate, otherwise as it is; `said` is what an event says itself. */
function inBase(amount: string, rate: string | null, said?: string): bigint {
  return said === undefined ? convert(parseDecimal(amount), rate) : parseDecimal(said);
}

/** @param by the salesperson, where that is not the occasion's */
type EntryMaker = (line: Pick<RefundLine, 'product' | 'category'>, measures: readonly bigint[], by?: string) => Entry;

function entryMaker({ record, occurredAt, attribution, sign }: Occasion, calendar: Calendar): EntryMaker {
  const day = calendar.dayOf(occurredAt);
  const { region = '', salesperson = '', channel = '', campaign = '', currency, rate, credits } = attribution;
  const weekday = String(calendar.weekdayOf(day));
  const hour = String(calendar.hourOf(occurredAt));
  const converted = rate === null ? '' : '1';
  const shared = credits === undefined ? '' : BY_SHARE;
  return ({ product = '', category = '' }, measures, by = salesperson) => ({
    series: 'sales',
    day,
    record,
    at: occurredAt,
    own: [region, by, channel, currency, product, category, weekday, hour, converted, shared, campaign],
    measures: sign === 1n ? measures : measures.map((measure) => -measure),
  });
}
