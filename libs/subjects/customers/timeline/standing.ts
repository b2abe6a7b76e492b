/** The stages of a customer's life, spec section 4. */
export const STAGES = ['closed', 'lead', 'churned', 'at_risk', 'new', 'reactivated', 'active'] as const;
export type Stage = (typeof STAGES)[number];

/** The stages that make up the active group. */
export const ACTIVE_STAGES: readonly Stage[] = ['new', 'active', 'reactivated', 'at_risk'];

export function isActive(stage: Stage): boolean {
  return stage === 'new' || stage === 'active' || stage === 'reactivated' || stage === 'at_risk';
}

/** What customers are told apart by wherever they stand. */
export const PARTS = ['stage', 'tier', 'region', 'segment', 'source', 'salesperson'] as const;

export function isPart(name: string): name is (typeof PARTS)[number] {
  return (PARTS as readonly string[]).includes(name);
}

/** What the population is told apart by. Missing attributes are `''`. */
export type Attributes = Readonly<Record<(typeof PARTS)[number], string>>;

/** Where in the population a customer stands at the end of a day. */
export interface Standing extends Attributes {
  readonly stage: Stage;
  /** Whether there ever was a purchase. */
  readonly bought: boolean;
  /** Of its own clock; `''` where it is not known. No part of the population. */
  readonly timeZone: string;
}

export function sameStanding(a: Standing | undefined, b: Standing | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return a === b;
  return a.bought === b.bought && sameAttributes(a, b);
}

/** Field by field: it is asked for every day of every customer. */
function sameAttributes(a: Attributes, b: Attributes): boolean {
  return (
    a.stage === b.stage &&
    a.tier === b.tier &&
    a.region === b.region &&
    a.segment === b.segment &&
    a.source === b.source &&
    a.salesperson === b.salesperson
  );
}
