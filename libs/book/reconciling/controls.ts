import { divideHalfEven, formatDecimal, parseDecimal, readDecimal } from '#kernel/decimal.js';
import { Problem } from '#kernel/problem.js';
import type { ControlTold } from '#subjects/reconciliations/reconciliation.answers.js';
import { askValue } from '../ask.js';
import type { Book } from '../book.js';
import type { ReconciledPeriod } from './reconciled-period.js';
import type { Control } from './reconciliation.input.js';

/** Holds totals against ours, as known now. @throws Problem as a question of the same metric and values */
export async function heldControls(
  book: Book,
  controls: readonly Control[],
  period: ReconciledPeriod,
): Promise<readonly ControlTold[]> {
  for (const { day } of controls) if (day !== undefined) needWithin(day, period);
  const told: ControlTold[] = [];
  for (const { value: theirs, ...of } of controls) told.push(compared(of, theirs, await oursOf(book, of, period)));
  return told;
}

/** A control that differs, or that has nothing to be held against. */
export function differs({ difference }: ControlTold): boolean {
  return difference !== '0';
}

function compared(of: Omit<Control, 'value'>, theirs: string, ours: string | null): ControlTold {
  const difference = ours === null ? null : formatDecimal(parseDecimal(theirs) - readDecimal(ours));
  return { ...of, theirs, ours, difference };
}

async function oursOf(
  book: Book,
  { metric, where = {}, day }: Omit<Control, 'value'>,
  { from, to }: ReconciledPeriod,
): Promise<string | null> {
  const days = day === undefined ? { from, to } : { from: day, to: day };
  const { rows } = await askValue(book, { metrics: [metric], where, ...days });
  const figure = rows[0]?.[metric] ?? null;
  if (figure === null || typeof figure === 'string') return figure;
  return Number.isInteger(figure) ? String(figure) : rounded(figure);
}

/** A ratio, to the millionth. */
function rounded(figure: number): string {
  return formatDecimal(divideHalfEven(BigInt(Math.round(figure * 1e9)), 1_000n));
}

function needWithin(day: string, { from, to }: ReconciledPeriod): void {
  if (day >= from && day <= to) return;
  const detail = `${day} is not within ${from} to ${to}`;
  throw new Problem('invalid-request', `day ${detail}`, [{ field: 'day', detail }]);
}
