import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ListRecordsQuery } from '#client/index.js';
import type { Basis } from '../book/basis.js';

/** A figure, as what is behind it is asked for. */
export interface Cell extends Pick<ListRecordsQuery, 'from' | 'to' | 'asOf' | 'knownAt'>, Basis {
  readonly metric: ListRecordsQuery['metric'];
  /** By dimension, the values that it is of. */
  readonly where: Readonly<Record<string, readonly string[]>>;
}

/** One thing that figures count. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  readonly customerId: string | null;
}

export interface Drilling {
  /** Shows the records behind a figure. */
  readonly open: (cell: Cell) => void;
  /** Shows the journal of one thing. */
  readonly openThing: (thing: Thing) => void;
}

export const DrillContext = createContext<Drilling>({ open: () => undefined, openThing: () => undefined });

export function useDrilling(): Drilling {
  return useContext(DrillContext);
}
