import { parseDay } from '#kernel/time/calendar.js';
import { parseDecimal } from '#kernel/decimal.js';
import type { Json } from '#kernel/event.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { ViewStore } from '#kernel/ports/views.js';

/** What a metric is to reach over the days `from` to `to`, both included. */
export interface Target {
  readonly from: number;
  readonly to: number;
  /** Millionths. */
  readonly value: bigint;
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** The business day it was recorded on. */
  readonly recorded: number;
  readonly position: number;
}

/** All targets set for a metric, in the order of the log. */
export async function readTargets(views: ViewStore, metric: string): Promise<readonly Target[]> {
  const found: Target[] = [];
  for await (const { body } of findAll(views, 'targets', { where: { metric } })) found.push(read(body));
  return found.sort((a, b) => a.position - b.position);
}

function read(body: Json): Target {
  const { from, to, value, where, recorded, position } = body as Json & {
    readonly from: string;
    readonly to: string;
    readonly value: string;
    readonly where: Target['where'];
    readonly recorded: number;
    readonly position: number;
  };
  return {
    from: parseDay(from) as number,
    to: parseDay(to) as number,
    value: parseDecimal(value),
    where,
    recorded,
    position,
  };
}
