import { addedUp } from '#kernel/ports/rows.js';
import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';
import { atRate, rateOfDay, type Rate, type Worth } from '#kernel/ports/worth.js';
import { balanced } from './balanced.js';

/** Facts with their amounts in another unit; without those that do not count in that. @param recordedTo the last day they may be recorded on */
export function worthIn(
  rows: readonly Row[],
  worth: Worth,
  schema: SeriesSchema,
  recordedTo = Infinity,
): readonly Row[] {
  const known = rows.filter(({ recorded }) => recorded <= recordedTo);
  const { balance, others, isWithout } = worth;
  const amounts = balance === undefined ? known : addedUp(known.map((row) => ({ ...row, recorded: 0 })));
  return balance === undefined || others !== undefined || isWithout === true
    ? amounts.flatMap((row) => worthOf(row, worth, schema) ?? [])
    : balanced(amounts, worth, balance, schema);
}

function worthOf(
  row: Row,
  { by, own, rates, others, isWithout }: Worth,
  { dimensions, measures }: SeriesSchema,
): Row | undefined {
  const valueOf = (name: string): string => row.dimensions[dimensions.indexOf(name)] ?? '';
  const isOf = ([name, values]: readonly [string, readonly string[]]): boolean => values.includes(valueOf(name));
  const inOwn = Object.hasOwn(rates, valueOf(by)) ? rates[valueOf(by)] : undefined;
  const isMeant = others !== undefined && Object.entries(others.where).every(isOf);
  const rate = inOwn ?? (isMeant ? rateOfDay(others, row.valid) : undefined);
  if ((rate === undefined) !== (isWithout === true)) return undefined;
  const isOwn = rate === undefined || inOwn !== undefined;
  const names = Object.keys(measures);
  const amountOf = (name: string): bigint => row.measures[names.indexOf(name)] ?? 0n;
  const amounts = names.map((name) => {
    const from = own[name];
    return from === undefined ? amountOf(name) : atRate(amountOf(isOwn ? from : name), rate ?? AS_IT_IS);
  });
  return { ...row, measures: amounts };
}

const AS_IT_IS: Rate = { times: '1', over: '1' };
