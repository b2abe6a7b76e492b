import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  DATE,
  DECIMAL,
  INSTANT,
  named,
  NEXT,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';

/** In what a document of two books can differ. Permanent: they are in events. */
const DIFFERENCES = [
  'only-theirs',
  'only-ours',
  'duplicate',
  'unreadable',
  'amount',
  'date',
  'currency',
  'customer',
] as const;
export type DifferenceName = (typeof DIFFERENCES)[number];

/** What a document can be. */
export const DOCUMENT_KINDS = ['sale', 'credit'] as const;

const CONTROL = closed({
  metric: text('its name'),
  where: Type.Optional(byName(Type.Array(Type.String()), 'only of these values, by dimension')),
  day: Type.Optional(DATE),
  theirs: DECIMAL,
  ours: nullable(
    DECIMAL,
    'null where there is none, such as a ratio of nothing; of more than 6 decimals rounded to them',
  ),
  difference: nullable(DECIMAL, 'theirs less ours'),
});
export type ControlTold = Told<typeof CONTROL>;

const SIDE = closed({
  date: Type.Optional(DATE),
  amount: DECIMAL,
  currency: Type.Optional(Type.String()),
  customerId: Type.Optional(Type.String()),
});
export type SideTold = Told<typeof SIDE>;

const DOCUMENT = closed({
  differences: Type.Array(oneOf(DIFFERENCES)),
  kind: Type.Optional(oneOf(DOCUMENT_KINDS)),
  id: text('of the sale or the credit; empty for a line that cannot be read'),
  line: Type.Optional(Type.Integer({ description: 'of the file, of its first occurrence' })),
  times: Type.Optional(count('occurrences in the file, where it is there more than once')),
  theirs: Type.Optional(SIDE),
  ours: Type.Optional(SIDE),
  detail: Type.Optional(text('why it cannot be read')),
});
export type DocumentTold = Told<typeof DOCUMENT>;

const TOTAL = closed({
  date: Type.Optional(DATE),
  currency: text('in which the amounts are'),
  theirs: DECIMAL,
  ours: DECIMAL,
  difference: DECIMAL,
  theirDocuments: count('in the file, all occurrences'),
  ourDocuments: count('in the book'),
});
export type TotalTold = Told<typeof TOTAL>;

const DOCUMENTS = closed(
  {
    theirs: count('in the file, those of other days left out'),
    ours: count('in the book'),
    same: count('that differ in nothing'),
    counts: byName(count('documents'), `in what they differ: ${DIFFERENCES.join(', ')}`),
    listed: Type.Array(DOCUMENT, { description: 'those that differ, by date and id' }),
    leftOut: count('that differ and are not listed'),
    totals: Type.Array(TOTAL, { description: 'days and currencies whose sums differ' }),
    totalsLeftOut: count('of them that are not told'),
  },
  'what a file with ids has, document by document',
);
export type DocumentsTold = Told<typeof DOCUMENTS>;

const HEAD = {
  id: text('under which it is kept'),
  source: text('whose figures were held against ours'),
  period: text('as it was asked for'),
  from: DATE,
  to: DATE,
  madeAt: INSTANT,
  covered: { ...POSITION, description: 'the position that our figures covered' },
  differences: count('controls and documents that differ'),
};

/** A reconciliation with all that it found. */
export const RECONCILIATION = named('Reconciliation', 'Figures of another system held against ours', {
  ...HEAD,
  controls: Type.Array(CONTROL, { description: 'totals, in the order in which they were sent' }),
  documents: Type.Optional(DOCUMENTS),
  position: POSITION,
});
export type ReconciliationTold = Told<typeof RECONCILIATION>;

export const RECONCILIATIONS = named('Reconciliations', 'What was held against ours, the latest first, a page of it', {
  reconciliations: Type.Array(closed({ ...HEAD, position: POSITION })),
  next: NEXT,
});
