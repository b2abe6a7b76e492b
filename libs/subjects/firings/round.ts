import type { Issue } from '#engine/react/reaction.js';
import { asProblem } from '#kernel/as-problem.js';
import { Problem } from '#kernel/problem.js';
import { isAtOnce, type AlertRule } from '../alerts/alert-rule.js';
import type { Metric } from '#figures/metric.js';
import type { Fact, Ground } from '../reactions.js';
import { askedOnce } from './asked-once.js';
import { askedTogether } from './asked-together.js';
import { heldFor, judgeParts, recorded, type Look } from './judging.js';
import { SeenAlike, type How } from './seen-alike.js';
import { needFewParts } from './seen-on.js';
import { Sights, type Ask } from './sights.js';
import type { WatchedAlert } from './watched-alerts.js';

/** Answers of a round that are kept: rules that ask alike are not beside each other. */
const ANSWERS = 10_000;

type Issues = readonly Issue<Fact>[];

/**
 * One round of judging: rules are judged side by side, so that what many of them ask is asked together, and what they ask alike once. What
 * becomes of parts goes on from look to look, so that what is recorded of a rule is in order.
 */
export class JudgingRound {
  private readonly ask: Ask;
  private readonly seen = new SeenAlike();
  private readonly metrics = new Map<string, Promise<Metric | undefined>>();
  private position: number;

  /** @param least the position that the figures cover at least */
  constructor(
    private readonly ground: Ground,
    least: number,
  ) {
    this.position = least;
    this.ask = askedOnce(
      askedTogether((questions) => this.answered(questions)),
      ANSWERS,
    );
  }

  /** What is issued of rules that are judged side by side, one after another. */
  async sideBySide(alerts: readonly WatchedAlert[], judge: (alert: WatchedAlert) => Promise<Issues>): Promise<Issues> {
    return (await Promise.all(alerts.map(judge))).flat();
  }

  /** Whether a rule is judged while its window lasts; undefined where its metric is not there. */
  async isAtOnce({ rule }: WatchedAlert): Promise<boolean | undefined> {
    const metric = await this.metric(rule);
    return metric && isAtOnce(rule, metric);
  }

  /** By what there is so far. */
  now(alert: WatchedAlert, day: number): Promise<Issues> {
    return this.judge(alert, day, 'now');
  }

  /** By what a day ended with: the window that was over then, or the one that lasts. */
  async ended(alert: WatchedAlert, day: number): Promise<Issues> {
    return this.judge(alert, day, (await this.isAtOnce(alert)) === true ? 'ending' : 'closing');
  }

  /** By what a day begins with. */
  began(alert: WatchedAlert, day: number): Promise<Issues> {
    return this.judge(alert, day, 'opening');
  }

  /** A rule that cannot be answered stops no other one: who asks for the alert is told why. */
  private async judge(alert: WatchedAlert, day: number, how: How): Promise<Issues> {
    // What became of its parts counts only where it could be judged to the end.
    const parts = new Map(alert.parts);
    const issues = await this.judged({ ...alert, parts }, day, how).catch(asProblem);
    if (issues instanceof Problem) return [];
    for (const [part, past] of parts) alert.parts.set(part, past);
    return issues;
  }

  private async judged(alert: WatchedAlert, day: number, how: How): Promise<Issues> {
    const { rule } = alert;
    const metric = await this.metric(rule);
    if (metric === undefined) return [];
    const sights = (): Sights => new Sights(rule, metric, this.ground.calendar.fiscalStart, this.ask);
    const seen = needFewParts(rule, await this.seen.of(rule, sights, how, day));
    const looked: Look = {
      day,
      isOpening: how === 'opening',
      seen,
      position: this.position,
      heldFor: (part) => heldFor(rule, sights(), day, part),
    };
    const found = await judgeParts(alert, looked);
    const now = this.ground.now().toISOString();
    return found.map((one) => recorded(alert, looked, one, now));
  }

  /** Looked for once a round: one that callers defined is read. */
  private metric({ metric: name }: Pick<AlertRule, 'metric'>): Promise<Metric | undefined> {
    const known = this.metrics.get(name) ?? this.ground.metric(name);
    this.metrics.set(name, known);
    return known;
  }

  private async answered(questions: Parameters<Ground['rows']>[0]) {
    const outcomes = await this.ground.rows(questions);
    return outcomes.map((one) => {
      if (one instanceof Problem) return one;
      this.position = Math.max(this.position, one.position);
      return one.rows;
    });
  }
}
