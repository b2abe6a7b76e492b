import { canonicalJson } from '#kernel/canonical.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import type { Seen, Sights } from './sights.js';

/** How figures are looked at: see `Sights`. */
export type How = 'closing' | 'ending' | 'opening' | 'now';

/** Of rules as they are read: they are looked at again and again. */
const words = new WeakMap<AlertRule, string>();

/** Looks of one round: rules that look at the same figures share what is seen, however they differ in what they say of it. */
export class SeenAlike {
  /** By the moment they are of, then by what is looked at: long words that are put together once, and found again by what they hash to. */
  private readonly seen = new Map<string, Map<string, Promise<Seen>>>();

  /** @param sights of the rule */
  of(rule: AlertRule, sights: () => Sights, how: How, day: number): Promise<Seen> {
    const moment = `${how} ${String(day)}`;
    const looks = this.seen.get(moment) ?? new Map<string, Promise<Seen>>();
    this.seen.set(moment, looks);
    const known = looks.get(lookedAt(rule));
    if (known !== undefined) return known;
    const found = sights()[how](day);
    looks.set(lookedAt(rule), found);
    return found;
  }
}

/** What of a rule says which figures it is judged by. */
function lookedAt(rule: AlertRule): string {
  const known = words.get(rule);
  if (known !== undefined) return known;
  const { metric, where, by, window, condition, for: held } = rule;
  // A threshold is held against figures that are the same for all of them; other conditions make something of them.
  const isThreshold = ['above', 'below', 'outside', 'inside'].some((name) => name in condition);
  const made = isThreshold ? {} : { condition, held };
  const found = canonicalJson({ metric, where, by, window, ...made } as never);
  words.set(rule, found);
  return found;
}
