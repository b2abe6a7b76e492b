import { Type } from 'typebox';
import { Problem } from '#kernel/problem.js';
import { reads } from '../read.js';
import { CLUSTERS } from './cluster.answers.js';
import { customerClusters } from './clusters.js';
import { CLUSTER_FEATURES, type ClusterFeature } from './measured.js';

/** Milliseconds for a hundred starts, on a sample where customers are many. */
const STARTS_TAKE = 100;

const KS = ['auto', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

export const CLUSTER_READS = {
  listClusters: reads({
    path: 'clusters',
    parameters: Type.Object({
      k: Type.Enum(KS, { default: 'auto', description: 'How many groups; auto: as many as lie apart best.' }),
      features: Type.Optional(
        Type.Array(Type.String(), {
          description: `What customers are compared by, of ${CLUSTER_FEATURES.join(', ')}; the first three where absent.`,
        }),
      ),
      cluster: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 10, description: 'Lists only the customers of this group.' }),
      ),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: CLUSTERS,
    answeredFrom: 'figures',
    stages: ['facts', 'choosing', 'grouping', 'judging'],
    example: {
      summary: 'Groups of customers who are alike',
      query: { k: '3', features: 'recency,frequency', asOf: '2024-06-30', limit: '20' },
    },
    answer: async ({ parameters: { k, features, ...parameters }, asOf, knownAt, asked }, on) => {
      const cut = { asOf: asOf.day, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const how = { k: k === 'auto' ? k : Number(k), features: featuresIn(features) } as const;
      const found = await customerClusters({ ...parameters, ...how, ...cut, asked }, on);
      return { ...found, position: on.position(found.position) };
    },
    // Purchases and amounts by customer, and as much again to group them; a hundred starts for each number of groups that is tried.
    looksAt: ({ parameters: { k } }, { events }) => ({
      factsByCustomer: 3 * events,
      reckoning: STARTS_TAKE * (k === 'auto' ? KS.length - 1 : 1),
    }),
  }),
};

const USUAL: readonly string[] = CLUSTER_FEATURES.slice(0, 3);

/** In the order that they are told in, each once. @throws Problem naming what there is */
function featuresIn(said: readonly string[] = USUAL): readonly ClusterFeature[] {
  const asked = new Set(said);
  const known = CLUSTER_FEATURES.filter((feature) => asked.has(feature));
  if (known.length > 0 && known.length === asked.size) return known;
  const detail = `must be some of ${CLUSTER_FEATURES.join(', ')}`;
  throw new Problem('invalid-request', `features ${detail}`, [{ field: 'features', detail }]);
}
