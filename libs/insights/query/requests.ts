import type { SumRequest } from '#kernel/ports/views-schema.js';
import { askedWindows, type Frame, type Mode } from './frame.js';
import type { Source } from './metric.js';

/** What to ask the views for a source on a frame, grouped by the dimensions named. */
export function requestOf(source: Source, frame: Frame, group: readonly string[], mode: Mode = 'flow'): SumRequest {
  const { knownAt } = frame;
  return {
    series: source.series,
    measures: [source.measure],
    where: both(sided(source.where ?? {}, source), sided(frame.where, source)),
    group: group.map((name) => columnOf(name, source)),
    windows: askedWindows(frame, mode).map(({ days }) => days),
    ...(knownAt === undefined ? {} : { recordedTo: knownAt }),
  };
}

/** The pairs of ends that make a transition: of tiers where one of them is asked for, otherwise (or too) of stages. */
export function transitionPairs(asked: readonly string[]): readonly (readonly [string, string])[] {
  const tiers = asked.includes('from_tier') || asked.includes('to_tier');
  const stages = asked.includes('from_stage') || asked.includes('to_stage');
  return [
    ...(stages || !tiers ? [['from_stage', 'to_stage'] as const] : []),
    ...(tiers ? [['from_tier', 'to_tier'] as const] : []),
  ];
}

function sided(
  where: Readonly<Record<string, readonly string[]>>,
  source: Source,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(where).map(([name, values]) => [columnOf(name, source), values]));
}

/** What a move has one of. */
const ONE_SIDED: readonly string[] = ['cause', 'customer', 'record', 'day'];

/** Parts of customers have two sides in the facts; everything else is called as it is. */
export function columnOf(name: string, { side = 'plain' }: Source): string {
  const isPart = side !== 'plain' && !ONE_SIDED.includes(name) && !name.startsWith('from_') && !name.startsWith('to_');
  return isPart ? `${side}_${name}` : name;
}

/** Both conditions at once: values named by both where both name a dimension. */
export function both(
  a: Readonly<Record<string, readonly string[]>>,
  b: Readonly<Record<string, readonly string[]>>,
): SumRequest['where'] {
  const shared = Object.keys(a).filter((name) => name in b);
  const common = shared.map((name) => [name, (a[name] ?? []).filter((value) => b[name]?.includes(value))] as const);
  return { ...a, ...b, ...Object.fromEntries(common) };
}
