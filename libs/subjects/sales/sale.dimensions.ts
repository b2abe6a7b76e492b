import type { LabelName } from '../customers/timeline/labels.js';
import { CLOCK_LABELS } from '../customers/timeline/own-clock.js';
import { TOUCH_LABELS } from '../customers/timeline/touches.js';

/** What facts of sales go by: what a line says itself, and the labels of its customer on the day. */
export const SALE_DIMENSIONS = [
  'region',
  'salesperson',
  'channel',
  'currency',
  'product',
  'category',
  'weekday',
  'hour',
  'converted',
  'shared',
  'campaign',
];
export const SALE_LABELS: readonly LabelName[] = [
  'purchase',
  'stage',
  'tier',
  'segment',
  'source',
  'cohort',
  'age',
  'won_back',
  ...CLOCK_LABELS,
  ...TOUCH_LABELS,
];

/** Those that callers cut figures by: the others tell metrics apart. */
export const SALES_PARTS = [...SALE_DIMENSIONS, ...SALE_LABELS].filter(
  (name) => !['converted', 'shared', 'purchase', 'won_back'].includes(name),
);

/** The measure that everybody who shares a sale has a part of, as it has of every line: orders and lines are the largest share's. */
export const OF_EACH_SHARE = 'units';

/** What `shared` is of sales that several share. No other dimension has it: where nobody shares any, nothing has to be looked for. */
export const BY_SHARE = 'by share';
