/** One question, as ours and as SQL over the flat tables (`flat.ts`). */
export interface Asked {
  /** As `/v1/query` takes it. */
  readonly question: {
    readonly metrics: readonly string[];
    readonly by?: readonly string[];
    readonly grain?: 'month';
    readonly from?: string;
    readonly to?: string;
    readonly asOf?: string;
    readonly knownAt?: string;
    readonly currency?: string;
    readonly rates?: string;
    readonly organisation?: string;
  };
  /** The same in DuckDB and PostgreSQL; absent where a flat table cannot tell. */
  readonly sql?: string;
  /** How many columns of an answer come before its figures. */
  readonly groups: number;
}

/** A question that can be asked as of any day, so that none repeats the one before. */
export interface QuestionKind {
  readonly what: string;
  readonly of: (day: string) => Asked;
  /** Whether the flat tables tell it of any day, or, since they have no history, of the last one only. */
  readonly peersTell: 'any day' | 'the last day' | 'never';
  /** Most milliseconds, 99 of 100 times, over a million facts and over ten. */
  readonly target: readonly [million: number | undefined, tenMillion: number | undefined];
}

/** The last day of the generated business, and days of its last half year. */
export const LAST_DAY = '2024-12-31';

export function dayOf(round: number): string {
  return new Date(Date.UTC(2024, 5, 1) + (round % 200) * 86_400_000).toISOString().slice(0, 10);
}

const TWO_YEARS = { from: '2023-01-01', to: LAST_DAY, grain: 'month' } as const;
const MONTH = 'substr(CAST(CAST(month AS date) AS varchar), 1, 7)';
const BOUGHT = `customer <> '' AND lines > 0`;

export const QUESTION_KINDS: readonly QuestionKind[] = [
  {
    what: 'active customers by region, as of a day',
    of: (asOf) => ({
      question: { metrics: ['customers.active'], by: ['region'], asOf },
      sql: `SELECT region, count(*) FROM customers WHERE is_active GROUP BY region`,
      groups: 1,
    }),
    peersTell: 'the last day',
    target: [25, 150],
  },
  {
    what: 'revenue by region, as of a day',
    of: (asOf) => ({
      question: { metrics: ['revenue.net'], by: ['region'], asOf },
      sql: `SELECT region, sum(net) FROM sales WHERE day <= '${asOf}' GROUP BY region`,
      groups: 1,
    }),
    peersTell: 'any day',
    target: [25, 150],
  },
  {
    what: 'revenue of 24 months',
    of: (asOf) => ({
      question: { metrics: ['revenue.net'], ...TWO_YEARS, asOf },
      sql: `SELECT ${MONTH}, net FROM (SELECT date_trunc('month', day) AS month, sum(net) AS net FROM sales
        WHERE day BETWEEN '${TWO_YEARS.from}' AND '${asOf}' GROUP BY 1) AS months`,
      groups: 1,
    }),
    peersTell: 'any day',
    target: [50, undefined],
  },
  {
    what: 'customers of 24 months, each as of its end',
    of: (asOf) => ({ question: { metrics: ['customers.closing'], ...TWO_YEARS, asOf }, groups: 1 }),
    peersTell: 'never',
    target: [50, undefined],
  },
  {
    what: 'revenue by region, product and salesperson',
    of: (asOf) => ({
      question: { metrics: ['revenue.net'], by: ['region', 'product', 'salesperson'], asOf },
      sql: `SELECT region, product, salesperson, sum(net) FROM sales WHERE day <= '${asOf}' GROUP BY 1, 2, 3`,
      groups: 3,
    }),
    peersTell: 'any day',
    target: [100, 800],
  },
  {
    what: 'distinct buyers of 90 days',
    of: (to) => ({
      question: { metrics: ['customers.buyers'], from: daysBefore(to, 89), to },
      sql: `SELECT count(DISTINCT customer) FROM sales WHERE day BETWEEN '${daysBefore(to, 89)}' AND '${to}' AND ${BOUGHT}`,
      groups: 0,
    }),
    peersTell: 'any day',
    target: [25, undefined],
  },
  {
    what: 'distinct buyers of each of 24 months',
    of: (asOf) => ({
      question: { metrics: ['customers.buyers'], ...TWO_YEARS, asOf },
      sql: `SELECT ${MONTH}, buyers FROM (SELECT date_trunc('month', day) AS month, count(DISTINCT customer) AS buyers FROM sales
        WHERE day BETWEEN '${TWO_YEARS.from}' AND '${asOf}' AND ${BOUGHT} GROUP BY 1) AS months`,
      groups: 1,
    }),
    peersTell: 'any day',
    target: [50, undefined],
  },
  {
    what: 'revenue by region, as of a day and known a month later',
    of: (asOf) => ({
      question: { metrics: ['revenue.net'], by: ['region'], asOf, knownAt: daysBefore(asOf, -30) },
      groups: 1,
    }),
    peersTell: 'never',
    target: [25, 150],
  },
  {
    what: 'revenue by region, as of a day, all at the rates of another',
    of: (asOf) => ({
      question: { metrics: ['revenue.net'], by: ['region'], asOf, currency: 'EUR', rates: LAST_DAY },
      groups: 1,
    }),
    peersTell: 'never',
    target: [150, undefined],
  },
  {
    what: "revenue by region, as of a day, by today's organisation",
    of: (asOf) => ({ question: { metrics: ['revenue.net'], by: ['region'], asOf, organisation: LAST_DAY }, groups: 1 }),
    peersTell: 'never',
    target: [150, undefined],
  },
];

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
}
