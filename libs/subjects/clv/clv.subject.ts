import type { Subject } from '../subject.js';
import { CLV_READS } from './clv.reads.js';

/** What customers are expected to buy: worked out of facts whenever it is asked for, nothing of it is kept. */
export const CLV_SUBJECT: Subject = { name: 'clv', events: {}, reads: CLV_READS };
