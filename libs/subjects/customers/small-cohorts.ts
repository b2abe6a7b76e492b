import { hiddenAmong, linesBy, type Counted } from '#figures/hidden-among.js';

/** Per cohort how many customers stand behind each period. */
export type Behind = ReadonlyMap<string, readonly number[]>;

interface Cell extends Counted {
  readonly cohort: string;
  readonly window: number;
}

/** Whether what a cohort came to in a period, by its place among all, is not told. */
export type IsUntold = (cohort: string, window: number) => boolean;

/** Of buyers, whom each period tells anew: with those of all cohorts it makes the buyers of that period. */
export function smallBuyers(buyers: Behind, least: number): IsUntold {
  const told = toldOf(buyers, [({ window }) => [window]], least);
  return (cohort, window) => told.get(cohort)?.has(window) !== true;
}

/**
 * Of revenue, which each period tells with all before it: from the first period on whose own part is hidden, since that would be the difference of two.
 * @param payers who paid anything in a period @param start the place of the first period of a cohort
 */
export function smallRevenue(payers: Behind, start: (cohort: string) => number, least: number): IsUntold {
  const told = toldOf(payers, [({ window }) => [window], ({ cohort }) => [cohort], () => []], least);
  return (cohort, window) => {
    const own = told.get(cohort);
    for (let at = start(cohort); at <= window; at++) if (own?.has(at) !== true) return true;
    return false;
  };
}

type Told = ReadonlyMap<string, ReadonlySet<number>>;

function toldOf(behind: Behind, same: readonly ((cell: Cell) => readonly unknown[])[], least: number): Told {
  const cells = [...behind].flatMap(([cohort, counts]) =>
    counts.flatMap((customers, window): Cell[] => (customers === 0 ? [] : [{ cohort, window, customers }])),
  );
  const hidden = hiddenAmong(cells, linesBy(cells, same), least);
  const shown = cells.filter((cell) => !hidden.has(cell));
  const byCohort = Map.groupBy(shown, ({ cohort }) => cohort);
  return new Map([...byCohort].map(([cohort, own]) => [cohort, new Set(own.map(({ window }) => window))]));
}
