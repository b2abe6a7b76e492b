import type { CustomerOn } from '../customer-on.js';
import { NAMES } from '../names.js';
import { Money } from '../rule/money.js';
import type { SegmentRule } from '../segment-rule.js';

/**
 * What several rules say of one customer on ascending days. What they are about is worked out once for all of them, and a rule is asked
 * again only where something of that has changed since the day before: from one day to another little does.
 */
export class Verdicts {
  private readonly names: readonly string[];
  private readonly values: Record<string, unknown> = {};
  private readonly said: boolean[] = [];

  constructor(private readonly rules: readonly SegmentRule[]) {
    this.names = [...new Set(rules.flatMap(({ names }) => names))];
  }

  /** By rule, whether the customer is in on the day it has been moved to. Good until it is asked again. */
  of(customer: CustomerOn): readonly boolean[] {
    const changed = this.names.filter((name) => this.hasChanged(name, customer));
    for (const [i, rule] of this.rules.entries())
      if (this.said[i] === undefined || changed.some((name) => rule.names.includes(name)))
        this.said[i] = rule.holdsOf(this.values);
    return this.said;
  }

  private hasChanged(name: string, customer: CustomerOn): boolean {
    const value = NAMES[name]?.of(customer);
    if (isSame(value, this.values[name])) return false;
    this.values[name] = value;
    return true;
  }
}

/** Lists and maps are made anew for each day: those count as changed. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (a instanceof Money && b instanceof Money && a.millionths === b.millionths);
}
