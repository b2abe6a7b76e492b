import type { Subject } from '../subject.js';
import { CLUSTER_READS } from './cluster.reads.js';

/** Customers who are alike: worked out of facts whenever it is asked for, nothing of it is kept. */
export const CLUSTERS_SUBJECT: Subject = { name: 'clusters', events: {}, reads: CLUSTER_READS };
