import { namedTypes } from '#ledger/named/named.events.js';

/** What the events of segments are called. Permanent. */
export const SEGMENT_TYPES = namedTypes('Segment');
