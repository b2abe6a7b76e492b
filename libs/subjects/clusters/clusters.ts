import { rankedPage } from '#figures/ranked-page.js';
import { toNumber } from '#figures/value.js';
import { formatDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import type { ReadOn } from '../read.js';
import type { ClusteredCustomer, Clusters } from './cluster.answers.js';
import { clustered, type Clustered } from './clustered.js';
import { customersMeasured, type ClusterFeature, type CustomerMeasured } from './measured.js';

/** Groups that lie closer than this run into each other. */
const WEAK = 0.25;
/** Of fewer customers groups are chance. */
const FEW = 30;

export interface ClustersQuestion extends AsOf {
  readonly k: number | 'auto';
  readonly features: readonly ClusterFeature[];
  /** Only the customers of this group are listed. */
  readonly cluster?: number;
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/** Groups of everybody who ever bought, and a page of who is in them. @throws Problem for a cursor of another question */
export async function customerClusters(
  question: ClustersQuestion,
  { views, catalogue, step }: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
): Promise<Clusters> {
  const { asOf, k, features, cluster } = question;
  step('facts');
  const { customers, position } = await customersMeasured(question, views, catalogue, step);
  const found = clustered(customers, features, k, step);
  const all = customers.map((customer, i) => {
    step();
    return listed(customer, found.assignment[i] ?? 0);
  });
  const { count, items, next } = await rankedPage(
    {
      ...question,
      day: asOf,
      descending: false,
      isPart: true,
      step,
      value: () => 0,
      rank: Number,
      all: () => Promise.resolve(all.filter((one) => cluster === undefined || one.cluster === cluster)),
      asItStood: () => Promise.resolve(undefined),
    },
    views,
  );
  return {
    method: 'k-means on standardized logarithms, the best of 100 seeded starts; k=auto by the silhouette',
    asOf: formatDay(asOf),
    position: String(position),
    features,
    k: found.k,
    silhouette: found.silhouette,
    clusters: shown(found, customers, features),
    count,
    customers: items,
    next,
    warnings: warningsOf(found, customers.length, k),
  };
}

function listed(
  { id, recency, frequency, gap, interactions, spent }: CustomerMeasured,
  place: number,
): ClusteredCustomer {
  return { id, cluster: place + 1, recency, frequency, monetary: formatDecimal(spent), gap, interactions };
}

function shown(
  { sizes, centres, assignment }: Clustered,
  customers: readonly CustomerMeasured[],
  features: readonly ClusterFeature[],
): Clusters['clusters'] {
  const revenues = sizes.map(() => 0n);
  for (const [i, { spent }] of customers.entries()) {
    const place = assignment[i] ?? 0;
    revenues[place] = (revenues[place] ?? 0n) + spent;
  }
  const total = revenues.reduce((sum, revenue) => sum + revenue, 0n);
  return sizes.map((size, place) => ({
    cluster: place + 1,
    customers: size,
    share: size / customers.length,
    revenue: formatDecimal(revenues[place] ?? 0n),
    revenueShare: toNumber({ numerator: revenues[place] ?? 0n, denominator: total }),
    centre: Object.fromEntries(features.map((feature, j) => [feature, centres[place]?.[j] ?? 0])),
  }));
}

function warningsOf({ k: made, silhouette }: Clustered, customers: number, k: number | 'auto'): readonly string[] {
  return [
    [customers < FEW, `${String(customers)} customers ever bought: groups of fewer than ${String(FEW)} are chance`],
    [
      k !== 'auto' && made < k,
      `there are only ${String(made)} groups, since fewer customers differ than are asked for`,
    ],
    [silhouette !== null && silhouette < WEAK, `groups run into each other (silhouette below ${String(WEAK)})`],
  ].flatMap(([speaks, sentence]) => (speaks === true ? [String(sentence)] : []));
}
