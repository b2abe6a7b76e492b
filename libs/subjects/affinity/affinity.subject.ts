import type { Subject } from '../subject.js';
import { AFFINITY_READS } from './affinity.reads.js';

/** What parts of the customers prefer: worked out of facts whenever it is asked for, nothing of it is kept. */
export const AFFINITY_SUBJECT: Subject = { name: 'affinity', events: {}, reads: AFFINITY_READS };
