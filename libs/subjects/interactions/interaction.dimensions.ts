import type { LabelName } from '../customers/timeline/labels.js';
import { CLOCK_LABELS } from '../customers/timeline/own-clock.js';

/** What facts of interactions go by: what one says itself, and the labels of its customer on the day. */
export const INTERACTION_DIMENSIONS = ['kind', 'channel', 'direction', 'salesperson', 'campaign', 'weekday', 'hour'];
export const INTERACTION_LABELS: readonly LabelName[] = [
  'region',
  'segment',
  'source',
  'stage',
  'tier',
  ...CLOCK_LABELS,
];

export const INTERACTION_PARTS = [...INTERACTION_DIMENSIONS, ...INTERACTION_LABELS];
