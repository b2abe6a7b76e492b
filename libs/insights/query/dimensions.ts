/** What the facts of sales go by. */
export const SALES_PARTS = [
  'region',
  'salesperson',
  'channel',
  'currency',
  'product',
  'category',
  'weekday',
  'hour',
  'stage',
  'tier',
  'segment',
  'source',
  'cohort',
  'age',
];

/** What interactions go by. */
export const INTERACTION_PARTS = [
  'kind',
  'channel',
  'direction',
  'salesperson',
  'campaign',
  'weekday',
  'hour',
  'region',
  'segment',
  'source',
  'stage',
  'tier',
];
