import { hiddenAmong, linesBy, type Counted } from '#figures/hidden-among.js';
import type { StepCell } from './cells.js';

/** Those who entered together, by their cohort and parts, and what became of them at each step. */
export interface Steps {
  readonly values: readonly string[];
  readonly cells: readonly StepCell[];
}

interface Cell extends Counted {
  readonly row: number;
  readonly values: readonly string[];
}

/** What is told of them, in their order, and of all together. */
interface StepsTold {
  readonly rows: readonly (readonly StepCell[])[];
  readonly total: readonly StepCell[];
  /** How many figures are not; absent where all are. */
  readonly suppressed?: number;
}

/**
 * Steps as they are told to whoever sees nothing of fewer than `least` customers: at each step the rows add up to all who took it, and along each part
 * to what a question without that is told.
 */
export function stepsTold(rows: readonly Steps[], total: readonly StepCell[], least: number | undefined): StepsTold {
  if (least === undefined) return { rows: rows.map(({ cells }) => cells), total };
  const shown = withoutSmall(rows, least);
  const [all = []] = withoutSmall([{ values: [], cells: total }], least);
  const suppressed = [...shown, all].flat().filter(({ customers }) => customers === null).length;
  return { rows: shown, total: all, suppressed };
}

function withoutSmall(rows: readonly Steps[], least: number): readonly (readonly StepCell[])[] {
  const steps = rows[0]?.cells.length ?? 0;
  const hidden = Array.from({ length: steps }, (_, step) => smallAt(rows, step, least));
  return rows.map(({ cells }, row) =>
    cells.map((cell, step): StepCell => {
      const isHidden = (of: number): boolean => hidden[of]?.has(row) === true;
      if (isHidden(step)) return { ...cell, customers: null, share: null, fromPrevious: null, medianDays: null };
      // Who took another step could be told from a share of them.
      return { ...cell, ...(isHidden(0) && { share: null }), ...(isHidden(step - 1) && { fromPrevious: null }) };
    }),
  );
}

/** The places of rows whose cell at a step is not told. */
function smallAt(rows: readonly Steps[], step: number, least: number): ReadonlySet<number> {
  const cells = rows.map(({ values, cells: own }, row): Cell => ({
    row,
    values,
    customers: own[step]?.customers ?? 0,
  }));
  const along = (rows[0]?.values ?? []).map(
    (_, axis) =>
      ({ values }: Cell) =>
        values.toSpliced(axis, 1),
  );
  const lines = linesBy(
    cells.filter(({ customers }) => customers > 0),
    [() => [], ...along],
  );
  return new Set([...hiddenAmong(cells, lines, least)].map(({ row }) => row));
}
