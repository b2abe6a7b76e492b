import { namedSubject } from '../named.js';
import type { Subject } from '../subject.js';
import { needRule, SEGMENT } from './segment.input.js';
import { SEGMENT_READS } from './segment.reads.js';

const NAMED = namedSubject({
  name: 'segment',
  path: 'segments',
  words: 'a segment',
  scope: 'policy',
  content: SEGMENT,
  means: needRule,
  example: {
    id: 'at-risk-high',
    content: {
      title: 'At risk and worth a call',
      rule: 'stage in ["at_risk", "churned"] && revenue > money("10")',
    },
  },
});

/** Customers of whom a rule is true: who they are follows from facts, nothing of it is kept. */
export const SEGMENTS: Subject = { ...NAMED, reads: { ...NAMED.reads, ...SEGMENT_READS } };
