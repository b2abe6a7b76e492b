import { parseDay } from '#kernel/calendar.js';
import { parseDecimal } from '#kernel/decimal.js';
import type { Json } from '#kernel/event.js';
import type { Views } from '#kernel/views.port.js';

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

const PAGE = 1_000;

/** All targets set for a metric, in the order of the log. */
export async function readTargets(views: Views, metric: string): Promise<readonly Target[]> {
  const found: Target[] = [];
  for (let after: string | undefined; ;) {
    const page = await views.find('targets', { where: { metric }, limit: PAGE, ...(after !== undefined && { after }) });
    found.push(...page.map(({ body }) => read(body)));
    if (page.length < PAGE) return found.sort((a, b) => a.position - b.position);
    after = page.at(-1)?.id;
  }
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
