import type { Balance, Rate, Worth } from '#kernel/ports/worth.js';
import type { Known } from './known.js';
import { columnNamed, isMeasure, measureNamed, quoted, type Layout } from './layout.js';
import { ratesTable, worthAt } from './rates-sql.js';

interface Asked {
  readonly worth: Worth;
  readonly balance: Balance;
  /** Measures. */
  readonly asked: readonly string[];
  /** By number of the text of an own unit, its rate. */
  readonly units: readonly (readonly [number, Rate])[];
}

/** What a statement has of each fact beside its columns, and loses in the end. */
const STANDS = 'stands';
const STOOD = 'stood';
const LEFT = 'left_over';

/**
 * Facts with the measures asked for as a `Balance` has them, in whole millionths, for a FROM: how each level stands after the fact and
 * before, what both and each step are worth, what is left of that on the day.
 * @param facts of one a day, for a FROM
 */
export function factsBalanced(
  facts: string,
  { worth, balance, asked, units }: Asked,
  layout: Layout,
  known: Known,
): string {
  const { by, own } = worth;
  const { level, apart, steps, rest } = balance;
  const ownOf = (name: string): string => measureNamed(own[name] ?? name);
  const none = known.texts.idOf('');
  const isLevel = none === undefined ? 'false' : `${columnNamed(apart)} = ${String(none)}`;
  const keys = keysOf(layout, apart);
  const used = units.map(([, rate]) => rate);
  const worths = asked.filter((name) => own[name] !== undefined);
  const isLeft = worths.some((name) => rest.includes(name));
  const told = Object.keys(steps).filter((name) => isLeft || worths.includes(name));

  const level1 = `CASE WHEN ${isLevel} THEN ${ownOf(level)} ELSE 0 END`;
  const standing = `SELECT facts.*, own.times, own."over", sum(${level1}) OVER stay AS ${STANDS}, sum(${level1}) OVER stay - ${level1} AS ${STOOD}
    FROM ${facts} AS facts JOIN (${ratesTable('unit', units)}) AS own ON own.unit = ${columnNamed(by)}
    WINDOW stay AS (PARTITION BY ${keys.join()} ORDER BY valid)`;
  const change = `CASE WHEN ${isLevel} THEN ${worthAt(STANDS, 'own', used)} - ${worthAt(STOOD, 'own', used)} ELSE 0 END`;
  const amounts = told.map((name) => `${worthAt(`own.${ownOf(name)}`, 'own', used)} AS ${stepNamed(name)}`);
  const worthy = `SELECT own.*, ${[`${change} AS ${stepNamed(level)}`, ...amounts].join()} FROM (${standing}) AS own`;
  const signed = told.map((name) => ` ${steps[name] === 1 ? '-' : '+'} ${stepNamed(name)}`).join('');
  const left = `SELECT *, sum(${stepNamed(level)}${signed}) OVER (PARTITION BY valid, ${keys.join()}) AS ${LEFT} FROM (${worthy})`;

  const taker = [...rest.map((name) => `WHEN ${ownOf(name)} <> 0 THEN '${name}'`), `ELSE '${rest[0] ?? ''}'`];
  const amountOf = (name: string): string => {
    if (!isLeft || !rest.includes(name)) return stepNamed(name);
    const takes = `${isLevel} AND '${name}' = CASE ${taker.join(' ')} END`;
    return `${stepNamed(name)} ${steps[name] === 1 ? '+' : '-'} CASE WHEN ${takes} THEN ${LEFT} ELSE 0 END`;
  };
  const replaced = worths.map((name) => `${amountOf(name)} AS ${measureNamed(name)}`);
  const gone = ['times', '"over"', STANDS, STOOD, ...[level, ...told].map(stepNamed), ...(isLeft ? [LEFT] : [])];
  const columns = `* EXCLUDE (${gone.join()})${replaced.length === 0 ? '' : ` REPLACE (${replaced.join()})`}`;
  return `(SELECT ${columns} FROM (${isLeft ? left : worthy}))`;
}

/** What tells apart what stands by itself. */
function keysOf({ table }: Layout, apart: string): readonly string[] {
  const own = ['valid', 'recorded', `d_${apart}`];
  const columns = table.columns.filter((column) => !isMeasure(column) && !own.includes(column.name));
  return columns.map(({ name }) => quoted(name));
}

function stepNamed(name: string): string {
  return quoted(`worth_${name}`);
}
