import type { CustomerOn } from './customer-on.js';
import { LISTS, NAMES, NOT_YET } from './names.js';
import { environmentOf } from './rule/environment.js';
import { parseRule, type Rule } from './rule/rule.js';

const LANGUAGE = {
  environment: environmentOf(Object.fromEntries(Object.entries(NAMES).map(([name, { type }]) => [name, type]))),
  names: NAMES,
  lists: LISTS,
  notYet: NOT_YET,
};

/** Rules are read once. Their texts are at most as long as a rule may be. */
export class SegmentRule {
  private readonly rule: Rule;

  /** @throws Problem `invalid-request` with the place of what is wrong */
  constructor(text: string) {
    this.rule = parseRule(text, LANGUAGE);
  }

  /** Whether it is about one of some names. */
  isAbout(names: readonly string[]): boolean {
    return this.rule.names.some((name) => names.includes(name));
  }

  /** Whether a customer is in on the day it has been moved to. */
  holds(customer: CustomerOn): boolean {
    const values: Record<string, unknown> = {};
    for (const name of this.rule.names) values[name] = NAMES[name]?.of(customer);
    return this.rule.holds(values);
  }
}
