import type { Subject } from '../subject.js';
import { MOVER_READS } from './mover.reads.js';

/** What moved a figure: worked out of facts whenever it is asked for, nothing of it is kept. */
export const MOVERS_SUBJECT: Subject = { name: 'movers', events: {}, reads: MOVER_READS };
