import type { Subject } from '../subject.js';
import { SURVIVAL_READS } from './survival.reads.js';

/** How long customers stay: worked out of facts whenever it is asked for, nothing of it is kept. */
export const SURVIVAL_SUBJECT: Subject = { name: 'survival', events: {}, reads: SURVIVAL_READS };
