import type { QueryAnswer } from '#client/index.js';
import { server } from '../asking/server.js';
import { monthStart } from '../book/calendar.js';

export interface OverviewAnswers {
  readonly customers: QueryAnswer;
  readonly revenue: QueryAnswer;
  readonly stages: QueryAnswer;
  readonly tiers: QueryAnswer;
  readonly pipeline: QueryAnswer;
}

/** The figures of the year that ends on a day, asked for at once. */
export async function overviewAt(
  asOf: string,
  knownAt: string | undefined,
  signal: AbortSignal,
): Promise<OverviewAnswers> {
  const clocks = { asOf, ...(knownAt !== undefined && { knownAt }) };
  const year = { from: monthStart(asOf, -11), to: asOf };
  const ask = (body: Parameters<typeof server.query>[0]): Promise<QueryAnswer> =>
    server.query({ ...body, ...clocks }, { signal });
  const [customers, revenue, stages, tiers, pipeline] = await Promise.all([
    ask({
      metrics: [
        'customers.opening',
        'customers.new',
        'customers.reactivated',
        'customers.lost',
        'customers.transferred',
        'customers.closing',
      ],
      grain: 'month',
      ...year,
    }),
    ask({ metrics: ['revenue.net', 'orders', 'order_value.mean'], grain: 'month', compare: 'previous-year', ...year }),
    ask({ metrics: ['customers.count'], by: ['stage'], from: asOf, to: asOf }),
    ask({ metrics: ['customers.count'], by: ['tier'], from: asOf, to: asOf }),
    ask({
      metrics: [
        'opportunities.open',
        'pipeline.value',
        'pipeline.weighted',
        'opportunities.won',
        'opportunities.lost',
        'win_rate',
      ],
      ...year,
    }),
  ]);
  return { customers, revenue, stages, tiers, pipeline };
}
