import type { CustomerOn } from './customer-on.js';
import { LISTS, NAMES } from './names.js';
import { environmentOf } from './rule/environment.js';
import { parseRule, type Rule } from './rule/rule.js';

const LANGUAGE = {
  environment: environmentOf(Object.fromEntries(Object.entries(NAMES).map(([name, { type }]) => [name, type]))),
  names: NAMES,
  lists: LISTS,
  notYet: {},
};

/** Rules are read once. Their texts are at most as long as a rule may be. */
export class SegmentRule {
  private readonly rule: Rule;

  /** @throws Problem `invalid-request` with the place of what is wrong */
  constructor(text: string) {
    this.rule = parseRule(text, LANGUAGE);
  }

  get text(): string {
    return this.rule.text;
  }

  /** What it is about. */
  get names(): readonly string[] {
    return this.rule.names;
  }

  /** Whether it is about one of some names. */
  isAbout(names: readonly string[]): boolean {
    return this.rule.names.some((name) => names.includes(name));
  }

  /** Whether a customer is in on the day it has been moved to. */
  holds(customer: CustomerOn): boolean {
    const values: Record<string, unknown> = {};
    for (const name of this.rule.names) values[name] = NAMES[name]?.of(customer);
    return this.holdsOf(values);
  }

  /** The same, of what its names stand for. */
  holdsOf(values: Readonly<Record<string, unknown>>): boolean {
    return this.rule.holds(values);
  }
}
