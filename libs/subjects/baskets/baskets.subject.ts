import type { Subject } from '../subject.js';
import { BASKET_READS } from './basket.reads.js';

/** What is bought together: worked out of facts whenever it is asked for, nothing of it is kept. */
export const BASKETS_SUBJECT: Subject = { name: 'baskets', events: {}, reads: BASKET_READS };
