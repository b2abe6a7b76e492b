import type { Step } from '#kernel/step.js';
import { keptHistories } from '../../customers/merging/kept-histories.js';
import { newHistory, type History } from '../../customers/timeline/history.js';
import { CustomerOn, type Others } from '../customer-on.js';
import { needSight } from '../attributes-said.js';
import type { KnownFacts } from '../known-facts.js';
import { historiesOf, othersOn } from '../others.js';
import { ESTIMATES } from '../estimated.js';
import { OF_EVERYBODY, OF_RECORDS, SCORES } from '../names.js';
import type { SegmentRule } from '../segment-rule.js';
import { Bits } from './bits.js';
import { changedSince, looksAt, type LookedAt } from './changed.js';
import { policiesInWords } from './kept-everybody.js';
import { KeptEstimates } from './kept-estimates.js';
import { KeptRule } from './kept-rule.js';
import { Verdicts } from './verdicts.js';

/** Bytes of all that is kept: of a million customers, 400 days of rules. */
const MOST_BYTES = 64_000_000;
/** Days of one rule: sizes day by day of many years are looked at anew. */
const MOST_DAYS = 400;
/** Milliseconds in which other rules are made up for on the way; those that take longer are when they are asked for. */
const ON_THE_WAY = 20_000;
/** Customers read at a time. */
const PAGE = 500;

/** What members are told from, everything recorded, and what ends the work. */
export interface KeptOn extends Omit<KnownFacts, 'knownAt'> {
  readonly step: Step;
}

/**
 * Who is in by rules, as of days that were asked about, kept from one question to the next: everybody is looked at once, and from then on
 * those of whom something was recorded since. Everything here follows from one version of the read models, and is lost with the process.
 */
export class KeptMembers {
  private readonly places = new Map<string, number>();
  private readonly rules = new Map<string, KeptRule>();
  private as: { readonly policies: string; looked: LookedAt } | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * Who is in at the end of each day; undefined of more days than are kept.
   * @param days ascending @throws Problem `forbidden` @param others rules whose turn may come next: where everybody is looked at, it is for them as well
   */
  on(
    rule: SegmentRule,
    days: readonly number[],
    facts: KeptOn,
    others: () => Promise<readonly SegmentRule[]> = () => Promise.resolve([]),
  ): Promise<readonly Bits[] | undefined> {
    needSight([rule], facts.context);
    if (days.length > MOST_DAYS) return Promise.resolve(undefined);
    const found = this.turn.then(() => this.found(rule, days, facts, others));
    this.turn = found.catch(() => undefined);
    return found;
  }

  private async found(
    rule: SegmentRule,
    days: readonly number[],
    facts: KeptOn,
    others: () => Promise<readonly SegmentRule[]>,
  ): Promise<readonly Bits[]> {
    await this.follow(facts);
    const kept = this.keptOf(rule);
    if (kept.days.length + kept.lacks(days).length > MOST_DAYS) kept.forget();
    const missing = kept.lacks(days);
    if (missing.length > 0) {
      const beside = (await others()).filter((one) => one.text !== rule.text && isAlone(one));
      const lacking = beside.map((one) => this.keptOf(one)).filter((one) => one.lacks(missing).length > 0);
      await this.lookAtAll(kept, lacking, missing, facts);
      this.shrink(kept);
    }
    return days.map((day) => kept.on(day));
  }

  /** The last that were asked for come last. */
  private keptOf(rule: SegmentRule): KeptRule {
    const kept = this.rules.get(rule.text) ?? new KeptRule(rule, this.estimatesOf(rule));
    this.rules.delete(rule.text);
    this.rules.set(rule.text, kept);
    return kept;
  }

  /** Of a rule that is about these of others and nothing else. */
  private estimatesOf(rule: SegmentRule): KeptEstimates | undefined {
    const wanted = ESTIMATES.filter((name) => rule.isAbout([name]));
    if (wanted.length === 0 || rule.isAbout(SCORES)) return undefined;
    return new KeptEstimates(wanted, (customer) => this.placeOf(customer));
  }

  /** Whatever is kept is of what is recorded now. Begun again where it was given up. */
  private async follow(facts: KeptOn): Promise<void> {
    const policies = policiesInWords(facts.context.policies);
    const looked = await looksAt(facts.views);
    const changed =
      this.as?.policies === policies ? await changedSince(this.as.looked, facts.views, facts.step) : undefined;
    if (this.as === undefined || changed === undefined) this.rules.clear();
    else await this.lookAgain([...changed], facts);
    this.as = { policies, looked };
  }

  private async lookAgain(customers: readonly string[], facts: KeptOn): Promise<void> {
    if (customers.length > 0) await this.forgetMoved(customers, facts);
    for await (const histories of pagesOf(customers, facts)) {
      const page = histories.map(({ id }) => id);
      for (const kept of this.rules.values()) {
        const { rule, days } = kept;
        const others = await othersOn([rule], days, facts, page, { known: kept.estimates?.of });
        const put = this.putter([kept], days, others, facts);
        for (const history of histories) put(history, (_kept, day) => kept.on(day));
      }
    }
  }

  /** What others bought moves the place of everybody among them; what is estimated, where it was by the beginning of a month. */
  private async forgetMoved(customers: readonly string[], facts: KeptOn): Promise<void> {
    for (const [text, { rule, estimates }] of this.rules)
      if (!isOwn(rule) && estimates === undefined) this.rules.delete(text);
    const estimated = [...this.rules].flatMap(([text, { estimates }]) =>
      estimates === undefined ? [] : [{ text, estimates }],
    );
    if (estimated.length === 0) return;
    for await (const histories of pagesOf(customers, facts))
      for (const { text, estimates } of estimated)
        if (!histories.every((history) => estimates.isOf(history))) this.rules.delete(text);
  }

  private async lookAtAll(
    kept: KeptRule,
    beside: readonly KeptRule[],
    days: readonly number[],
    facts: KeptOn,
  ): Promise<void> {
    kept.estimates?.begin(days);
    const seen = kept.estimates?.see;
    const others = await othersOn([kept.rule], days, facts, undefined, { seen });
    let all: readonly KeptRule[] = [kept, ...beside];
    const members = new Map(all.map((one) => [one, new Map(days.map((day) => [day, new Bits()]))]));
    let put = this.putter(all, days, others, facts);
    const began = performance.now();
    for await (const history of historiesOf(facts)) {
      if (all.length > 1 && performance.now() - began > ON_THE_WAY) {
        all = [kept];
        put = this.putter(all, days, others, facts);
      }
      put(history, (one, day) => members.get(one)?.get(day));
      if (others.estimated !== undefined) kept.estimates?.keep(history.id, days, others.estimated);
    }
    for (const one of all) for (const [day, bits] of members.get(one) ?? []) one.add(day, bits);
  }

  /** Writes down what rules say of a customer on each of some days. */
  private putter(kept: readonly KeptRule[], days: readonly number[], others: Others, facts: KeptOn) {
    const rules = kept.map(({ rule }) => rule);
    const [start = 0] = days;
    return (history: History, bitsOf: (kept: KeptRule, day: number) => Bits | undefined): void => {
      facts.step();
      const place = this.placeOf(history.id);
      const customer = new CustomerOn(history, facts.context.policies, start, others);
      const verdicts = new Verdicts(rules);
      for (const day of days) {
        const said = customer.moveTo(day) ? verdicts.of(customer) : [];
        kept.forEach((one, i) => bitsOf(one, day)?.set(place, said[i] === true));
      }
    };
  }

  private placeOf(customer: string): number {
    const place = this.places.get(customer) ?? this.places.size;
    this.places.set(customer, place);
    return place;
  }

  private shrink(last: KeptRule): void {
    let bytes = [...this.rules.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [text, one] of this.rules) {
      if (bytes <= MOST_BYTES) return;
      if (one === last) continue;
      bytes -= one.bytes;
      this.rules.delete(text);
    }
  }
}

/** Customers as they are now, some at a time, and whom they are merged into; one that is not there has done nothing. */
async function* pagesOf(customers: readonly string[], { views }: KeptOn): AsyncIterable<readonly History[]> {
  for (let at = 0; at < customers.length; at += PAGE) {
    const page = customers.slice(at, at + PAGE);
    const found = await keptHistories(page, views);
    yield page.flatMap((id) => {
      const history = found.get(id) ?? newHistory(id);
      // Who is merged into another is nobody, and the other has changed.
      return history.id === id ? [history] : [newHistory(id), history];
    });
  }
}

/** Whether it is about nothing but the customer. */
function isAlone(rule: SegmentRule): boolean {
  return isOwn(rule) && !rule.isAbout(OF_RECORDS);
}

/** Whether what others do is nothing to it. */
function isOwn(rule: SegmentRule): boolean {
  return !rule.isAbout(OF_EVERYBODY);
}
