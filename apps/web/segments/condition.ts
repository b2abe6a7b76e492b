/** What rules know of a customer, by how it is written. */
const KINDS = {
  stage: 'text',
  tier: 'text',
  region: 'text',
  segment: 'text',
  source: 'text',
  salesperson: 'text',
  cohort: 'text',
  orders: 'count',
  orders_365: 'count',
  revenue: 'amount',
  revenue_365: 'amount',
  interactions_90: 'count',
  registered_days: 'count',
  first_purchase_days: 'count',
  last_purchase_days: 'count',
  gap_median: 'fraction',
  overdue: 'truth',
  r: 'count',
  f: 'count',
  m: 'count',
  cluster: 'count',
  p_alive: 'fraction',
  products: 'list',
  categories: 'list',
} as const;

export type Name = keyof typeof KINDS;
type Kind = (typeof KINDS)[Name];
type Operator = '==' | '!=' | '>=' | '<=' | 'in' | 'not in';

export const CONDITION_NAMES = Object.keys(KINDS) as Name[];

const OPERATORS: Readonly<Record<Kind, readonly [Operator, ...Operator[]]>> = {
  text: ['==', '!='],
  count: ['>=', '<=', '=='],
  amount: ['>=', '<='],
  fraction: ['>=', '<='],
  truth: ['==', '!='],
  list: ['in', 'not in'],
};

export interface Condition {
  readonly name: Name;
  readonly operator: Operator;
  readonly value: string;
}

export function operatorsOf(name: Name): readonly [Operator, ...Operator[]] {
  return OPERATORS[KINDS[name]];
}

/** Whether it is compared with something that has to be said. */
export function hasValue(name: Name): boolean {
  return KINDS[name] !== 'truth';
}

/** What a value has to look like, as a pattern. */
export function patternOf(name: Name): string {
  const kind = KINDS[name];
  if (kind === 'count') return '\\d{1,9}';
  return kind === 'amount' || kind === 'fraction' ? '\\d{1,12}(\\.\\d{1,6})?' : '.*\\S.*';
}

/** A condition in the language of rules. */
export function conditionRule({ name, operator, value }: Condition): string {
  const kind = KINDS[name];
  if (kind === 'truth') return operator === '!=' ? `!${name}` : name;
  if (kind === 'list') return operator === 'in' ? `${quoted(value)} in ${name}` : `!(${quoted(value)} in ${name})`;
  return `${name} ${operator} ${written(kind, value)}`;
}

/** A rule with one more condition: both have to be so. */
export function withCondition(rule: string, condition: Condition): string {
  const before = rule.trim();
  const next = conditionRule(condition);
  if (before === '') return next;
  return before.includes('||') || before.includes('?') ? `(${before}) && ${next}` : `${before} && ${next}`;
}

function written(kind: Kind, value: string): string {
  if (kind === 'text') return quoted(value);
  if (kind === 'amount') return `money(${quoted(value)})`;
  return kind === 'fraction' && !value.includes('.') ? `${value}.0` : value;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
