import type { Subject } from '../subject.js';
import { PERIOD_EVENTS } from './period.events.js';

/** Closed periods: their figures as they stood. Callers close one by its own route, since the figures are ours to say. */
export const PERIODS: Subject = { name: 'period', events: PERIOD_EVENTS };
