import { placedColumn } from '#kernel/ports/basis.js';
import type { Excluding, SumRequest } from '#kernel/ports/views-schema.js';
import { ORGANISATION } from '../basis.js';
import { askedWindows, type Frame, type Mode } from '../frame.js';
import { columnOf } from './column.js';

type Filters = SumRequest['where'];

/** What kind of thing stands behind a figure: its own record in the facts, or the customer. */
export type Behind = 'record' | 'customer';

/** A sum of one measure of a series over facts that meet fixed conditions. */
export interface Source {
  readonly series: string;
  readonly measure: string;
  readonly where?: Filters;
  readonly sign?: 1 | -1;
  /** How often it counts; once unless given. */
  readonly times?: number;
  /** What stands behind its facts, where that is not a record of their own. */
  readonly behind?: 'customer';
  /** Of facts that have two of each dimension, one they come from and one they go to (`from_stage`, `to_stage`): which is meant. */
  readonly side?: 'to' | 'from';
  /** The dimensions that even those facts have one of. */
  readonly oneSided?: readonly string[];
  /** Whether it is what was given back: told apart where a difference is explained. */
  readonly givenBack?: true;
  /** Of a flow that counts what of a level goes from part to part: which that is, of the same series and side. */
  readonly stepsOf?: Pick<Source, 'measure' | 'where'>;
}

/**
 * What to ask the views for a source on a frame, grouped by the dimensions named: of all that is asked, what may be seen. Whatever a figure
 * is made of is asked for here.
 */
export function requestOf(source: Source, frame: Frame, group: readonly string[], mode: Mode = 'flow'): SumRequest {
  const { knownAt, basis, rows = {} } = frame;
  const isPlaced = basis?.organisation !== undefined;
  const asked = both(sided(source.where ?? {}, source), sided(frame.where, source, isPlaced));
  return {
    series: source.series,
    measures: [source.measure],
    where: both(asked, sided(rows, source)),
    group: group.map((name) => askedColumn(name, source, isPlaced)),
    windows: askedWindows(frame, mode).map(({ days }) => days),
    ...(knownAt === undefined ? {} : { recordedTo: knownAt }),
    ...(basis === undefined ? {} : { basis }),
    ...(basis?.includeExcluded !== true && { excluding: excludingIn(source, frame, group, mode) }),
  };
}

function excludingIn({ stepsOf, ...source }: Source, frame: Frame, group: readonly string[], mode: Mode): Excluding {
  if (mode !== 'flow') return { as: 'level' };
  if (stepsOf === undefined) return { as: 'flow' };
  const { where: _flow, ...sided } = source;
  const { excluding: _own, ...level } = requestOf({ ...sided, ...stepsOf }, frame, group);
  return { as: 'flow', level };
}

/** @param isPlaced whether what customers are is meant as of the day of an organisation, in place of what is frozen in their facts */
function sided(where: Filters, source: Source, isPlaced = false): Filters {
  return Object.fromEntries(
    Object.entries(where).map(([name, values]) => [askedColumn(name, source, isPlaced), values]),
  );
}

function askedColumn(name: string, source: Source, isPlaced: boolean): string {
  const column = columnOf(name, source);
  return isPlaced && ORGANISATION.includes(name) ? placedColumn(column) : column;
}

/** Both conditions at once: values named by both where both name a dimension. */
export function both(a: Filters, b: Filters): Filters {
  const shared = Object.keys(a).filter((name) => name in b);
  const common = shared.map((name) => [name, (a[name] ?? []).filter((value) => b[name]?.includes(value))] as const);
  return { ...a, ...b, ...Object.fromEntries(common) };
}

/** What stands behind a sum of sources: all of them are of facts of one kind of thing. */
export function behindSources([first]: readonly Source[]): Behind {
  return first?.behind ?? 'record';
}
