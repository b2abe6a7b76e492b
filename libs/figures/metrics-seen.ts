import { Problem } from '#kernel/problem.js';
import { isAboutTargets } from './formulas/index.js';
import type { Metric } from './metric.js';
import type { Rows } from './rows.js';

/** @throws Problem `restricted` for a metric whose facts cannot be told apart by what they are narrowed to */
export function needGoingBy(metric: Metric, rows: Rows | undefined, all: Iterable<Metric>): void {
  if (rows === undefined || goesBy(metric, rows)) return;
  const lacking = Object.keys(rows).filter((name) => !metric.dimensions.includes(name));
  const possible = [...all].filter((one) => goesBy(one, rows) && !isAboutTargets(one)).map(({ name }) => name);
  throw new Problem(
    'restricted',
    `${metric.name} does not go by ${lacking.join(', ')}, to which the key is narrowed; ${
      possible.length === 0
        ? 'no metric goes by all that it is narrowed to'
        : `those that do are ${possible.join(', ')}`
    }`,
  );
}

function goesBy({ dimensions }: Metric, rows: Rows): boolean {
  return Object.keys(rows).every((name) => dimensions.includes(name));
}

/** @throws Problem `restricted` for a metric behind which no customers can be counted */
export function needOfCustomers(metric: Metric): void {
  if (!isAboutTargets(metric)) return;
  throw new Problem(
    'restricted',
    `the key sees nothing of fewer customers than it says, and who stands behind ${metric.name} is not counted: ask for the metric that it is of`,
  );
}

/** What of the facts somebody sees. */
interface Seen {
  readonly rows?: Rows | undefined;
  readonly minGroup?: number | undefined;
}

/** Whether a metric can be asked by whoever sees that: by itself, or as that of another one. */
export function canBeAsked(metric: Metric, { rows, minGroup }: Seen): boolean {
  if (isAboutTargets(metric)) return minGroup === undefined;
  return rows === undefined || goesBy(metric, rows);
}

/** Who is in a segment follows from all that is known of a customer, and of others. */
export function segmentsAreOfAll(): Problem {
  return new Problem('restricted', 'segments are told by all there is, and the key is narrowed to a part');
}

/** What is seen is a part by what facts were: where their customers are on another day may be elsewhere. */
export function organisationIsOfAll(): Problem {
  const detail = 'is of all customers: the key is narrowed to a part, ask for then';
  return new Problem('restricted', `organisation ${detail}`, [{ field: 'organisation', detail }]);
}
