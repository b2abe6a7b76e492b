import { rateOfDay, type OtherUnits, type Rate, type Worth } from '#kernel/ports/worth.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { factsBalanced } from './balanced-sql.js';
import type { Known } from './known.js';
import { columnNamed, isMeasure, measureNamed, quoted, type Layout } from './layout.js';
import { millionths, ratesTable, worthAt } from './rates-sql.js';

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
  const { by, own, rates, others, isWithout, balance } = worth;
  const facts = balance === undefined ? all : oneADay(all, layout, recordedTo);
  const units = Object.entries(rates).flatMap(([unit, rate]) => {
    const id = known.texts.idOf(unit);
    return id === undefined ? [] : [[id, rate] as const];
  });
  if (balance !== undefined && others === undefined && isWithout !== true)
    return factsBalanced(facts, { worth, balance, asked, units }, layout, known);
  const days = others === undefined ? [] : ratedDays(known.daysOf(layout), others);
  const used = [...units, ...days].map(([, rate]) => rate);
  const joined = [
    `${facts} AS facts LEFT JOIN (${ratesTable('unit', units)}) AS own ON own.unit = ${columnNamed(by)}`,
    ...(others === undefined ? [] : [`LEFT JOIN (${ratesTable('day', days)}) AS other ON ${onDay(others, known)}`]),
  ].join(' ');
  const isWorth = others === undefined ? 'own.unit IS NOT NULL' : '(own.unit IS NOT NULL OR other.day IS NOT NULL)';
  // Working out what nobody asked for is not left to the planner: reading it alone takes it longer than the answer.
  const measures = asked.flatMap((name) => {
    const from = own[name];
    if (from === undefined) return [];
    const [base, mine] = [`facts.${measureNamed(name)}`, `facts.${measureNamed(from)}`];
    const inOwn = isWithout === true ? millionths(mine) : worthAt(mine, 'own', used);
    const amount =
      isWithout === true || others === undefined
        ? inOwn
        : `CASE WHEN own.unit IS NOT NULL THEN ${inOwn} ELSE ${worthAt(base, 'other', used)} END`;
    return [`${amount} AS ${measureNamed(name)}`];
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

function onDay({ where }: OtherUnits, { texts }: Known): string {
  const named = Object.entries(where).map(([name, values]) => {
    const ids = values.flatMap((text) => texts.idOf(text) ?? []);
    return ids.length === 0 ? 'false' : `${columnNamed(name)} IN (${ids.join()})`;
  });
  return ['other.day = facts.valid', ...named].join(' AND ');
}
