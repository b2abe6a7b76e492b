import type { PublishLifecyclePolicy } from '#client/index.js';

const DEFAULTS = { newForDays: 30, atRiskAfterDays: 60, churnAfterDays: 90, reactivatedForDays: 30 };

export type Days = typeof DEFAULTS;
export const DAYS = Object.keys(DEFAULTS) as readonly (keyof Days)[];

/** Days of those customers only who meet a condition; what it does not name is as of all. */
export interface OtherDays extends Partial<Days> {
  readonly where: Readonly<Record<string, readonly string[]>>;
}

/** A lifecycle policy as its form has it. */
export interface LifecycleDraft extends Days {
  readonly for: readonly OtherDays[];
  readonly graceDays: number;
}

type Policy = PublishLifecyclePolicy['policy'];

/** @param published what was published last; nothing where nothing was */
export function draftOf(published: Policy | undefined): LifecycleDraft {
  const { default: named, for: others = [], graceDays = 0, ...beside } = published ?? {};
  return {
    ...DEFAULTS,
    ...defined(beside),
    ...defined(named ?? {}),
    for: others.map(({ where, ...days }) => ({
      ...defined(days),
      where: Object.fromEntries(Object.entries(where).map(([name, values]) => [name, [values].flat()])),
    })),
    graceDays,
  };
}

/** As it is published; undefined while some days are said of no customers in particular. */
export function policyOf({ for: others, graceDays, ...days }: LifecycleDraft): Policy | undefined {
  if (others.some(({ where }) => Object.keys(where).length === 0)) return undefined;
  return { ...days, ...(others.length > 0 && { for: others }), ...(graceDays > 0 && { graceDays }) };
}

function defined(days: { readonly [Name in keyof Days]?: number | undefined }): Partial<Days> {
  return Object.fromEntries(Object.entries(days).filter(([, value]) => value !== undefined));
}
