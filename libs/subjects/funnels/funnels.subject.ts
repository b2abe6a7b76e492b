import type { Subject } from '../subject.js';
import { CONVERSION_READS } from './conversion.reads.js';
import { FUNNEL_READS } from './funnel.reads.js';

/** How far customers come, step by step or from stage to stage: worked out of facts whenever it is asked for, nothing of it is kept. */
export const FUNNELS_SUBJECT: Subject = { name: 'funnel', events: {}, reads: { ...FUNNEL_READS, ...CONVERSION_READS } };
