import { rateOfDay, type OtherUnits, type Rate, type Worth } from '#kernel/ports/worth.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Known } from './known.js';
import { columnNamed, isMeasure, quoted, type Layout } from './layout.js';

/** Amounts of fewer units are multiplied in 64 bits: 10^12 millionths times 10^6 are within 18 digits. */
const MOST_UNITS = 999_999;
/** What 64 bits hold, and a bit less. */
const MOST = 9_000_000_000_000_000_000n;

/**
 * Facts with the measures asked for as `Worth` has them, in whole millionths, for a FROM.
 * @param all facts of the series, for a FROM @param worth of a request, which also says how late facts may be recorded
 */
export function factsWorth(
  all: string,
  worth: Worth,
  { measures: asked, recordedTo }: Pick<SumRequest, 'measures' | 'recordedTo'>,
  layout: Layout,
  known: Known,
): string {
  const facts = worth.isOneADay === true ? oneADay(all, layout, recordedTo) : all;
  const { by, own, rates, others, isWithout } = worth;
  const units = Object.entries(rates).flatMap(([unit, rate]) => {
    const id = known.texts.idOf(unit);
    return id === undefined ? [] : [[id, rate] as const];
  });
  const days = others === undefined ? [] : ratedDays(known.daysOf(layout), others);
  const used = [...units, ...days].map(([, rate]) => rate);
  const joined = [
    `${facts} AS facts LEFT JOIN (${table('unit', units)}) AS own ON own.unit = ${columnNamed(by)}`,
    ...(others === undefined ? [] : [`LEFT JOIN (${table('day', days)}) AS other ON ${onDay(others, known)}`]),
  ].join(' ');
  const isWorth = others === undefined ? 'own.unit IS NOT NULL' : '(own.unit IS NOT NULL OR other.day IS NOT NULL)';
  // Working out what nobody asked for is not left to the planner: reading it alone takes it longer than the answer.
  const measures = asked.flatMap((name) => {
    const from = own[name];
    if (from === undefined) return [];
    const [base, mine] = [`facts.${quoted(`m_${name}`)}`, `facts.${quoted(`m_${from}`)}`];
    const inOwn = isWithout === true ? millionths(mine) : worthAt(mine, 'own', used);
    const amount =
      isWithout === true || others === undefined
        ? inOwn
        : `CASE WHEN own.unit IS NOT NULL THEN ${inOwn} ELSE ${worthAt(base, 'other', used)} END`;
    return [`${amount} AS ${quoted(`m_${name}`)}`];
  });
  const replaced = measures.length === 0 ? '' : ` REPLACE (${measures.join()})`;
  return `(SELECT facts.*${replaced} FROM ${joined} WHERE ${isWithout === true ? `NOT ${isWorth}` : isWorth})`;
}

/** Facts of one day, record and dimensions added up, as they were known: it no longer shows when they were recorded. */
function oneADay(facts: string, { table }: Layout, recordedTo: number | undefined): string {
  const columns = table.columns.filter(({ name }) => name !== 'recorded');
  const names = columns.map((column) =>
    isMeasure(column) ? `sum(${quoted(column.name)}) AS ${quoted(column.name)}` : quoted(column.name),
  );
  const known = recordedTo === undefined ? '' : `WHERE recorded <= ${String(recordedTo)}`;
  const keys = columns.filter((column) => !isMeasure(column)).map(({ name }) => quoted(name));
  return `(SELECT ${names.join()}, ${String(BEFORE)} AS recorded FROM ${facts} ${known} GROUP BY ${keys.join()})`;
}

/** A day on which whatever is known was recorded already. */
const BEFORE = -2_147_483_648;

/** The days of facts that have a rate. */
function ratedDays(days: Iterable<number>, others: OtherUnits): readonly (readonly [number, Rate])[] {
  return [...days].flatMap((day) => {
    const rate = rateOfDay(others, day);
    return rate === undefined ? [] : [[day, rate] as const];
  });
}

function table(key: string, rows: readonly (readonly [number, Rate])[]): string {
  const lists = {
    [key]: [rows.map(([id]) => id), 'INTEGER'],
    times: [rows.map(([, { times }]) => times), 'BIGINT'],
    over: [rows.map(([, { over }]) => over), 'BIGINT'],
  } as const;
  // As one text each, as windows have their days.
  return `SELECT ${Object.entries(lists)
    .map(([name, [list, type]]) => `unnest('[${list.join()}]'::${type}[]) AS "${name}"`)
    .join()}`;
}

function onDay({ where }: OtherUnits, { texts }: Known): string {
  const named = Object.entries(where).map(([name, values]) => {
    const ids = values.flatMap((text) => texts.idOf(text) ?? []);
    return ids.length === 0 ? 'false' : `${columnNamed(name)} IN (${ids.join()})`;
  });
  return ['other.day = facts.valid', ...named].join(' AND ');
}

/** As a whole number of any size: a sum of some has 38 digits. */
function millionths(amount: string): string {
  return `CAST(CAST(${amount} AS DECIMAL(38,6)) * 1000000 AS HUGEINT)`;
}

/** An amount x times / over of a joined table, rounded half-even: what is small in 64 bits, which takes a tenth of the time. */
function worthAt(amount: string, from: 'own' | 'other', rates: readonly Rate[]): string {
  const [times, over] = [`${from}.times`, `${from}."over"`];
  const largest = rates.reduce((most, rate) => (BigInt(rate.times) > most ? BigInt(rate.times) : most), 1n);
  const limit = Math.min(MOST_UNITS, Number(MOST / 1_000_000n / largest));
  const small = `abs(${amount}) < ${String(limit)}`;
  const whole = `CAST(${amount} * 1000000 AS BIGINT)`;
  return `CASE WHEN ${amount} = 0 THEN 0::HUGEINT
    WHEN ${small} AND ${times} = ${over} THEN ${whole}::HUGEINT
    WHEN ${small} THEN ${halfEven(`(${whole} * ${times})`, over)}::HUGEINT
    ELSE ${halfEven(`(${millionths(amount)} * ${times})`, over)} END`;
}

/**
 * n / over, rounded half-even: cut towards zero, then one further where twice the rest, and one more where what was cut is odd, is over
 * `over`. Said in few words, since planning a statement takes as long as it is.
 */
function halfEven(n: string, over: string): string {
  const cut = `${n} // ${over}`;
  return `(${cut} + CASE WHEN 2 * abs(${n} % ${over}) + abs(${cut} % 2) > ${over} THEN sign(${n}) ELSE 0 END)`;
}
