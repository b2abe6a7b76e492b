import type { Dimension } from './dimensions.js';

/** What the dimension of a segment begins with, before the id of it. */
const IN = 'in:';
const COLUMN = /^(?:(from|to)_)?in:(.+)$/s;

/** Whether a customer is a member. */
export const YES_OR_NO: Dimension = { values: ['no', 'yes'] };

/** A dimension by which facts are told apart by whether their customer was in a segment: no fact has a column of it. */
export interface SegmentColumn {
  readonly segment: string;
  /** Of facts that have two of each dimension, which one is meant. */
  readonly side?: 'from' | 'to';
}

/** What a dimension, or a column, is of; undefined where that is no segment. */
export function segmentColumn(name: string): SegmentColumn | undefined {
  const [, side, segment] = COLUMN.exec(name) ?? [];
  if (segment === undefined) return undefined;
  return { segment, ...(side !== undefined && { side: side as 'from' | 'to' }) };
}

/** The dimension of a segment. */
export function inSegment(id: string): string {
  return IN + id;
}

/** Whether a dimension as questions name it is that of a segment. */
export function isOfSegment(name: string): boolean {
  return name.startsWith(IN) && name.length > IN.length;
}
