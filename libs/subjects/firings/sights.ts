import { readDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Metric } from '#figures/metric.js';
import { isEmpty } from '#figures/span.js';
import { changeOf, type Figure } from '#figures/value.js';
import { daysOf, type AlertRule, type Change } from '../alerts/alert-rule.js';
import { completeOn, comparedWith, grainOf, windowOn, type Days } from '../alerts/alert-window.js';
import { expectedAfter, lookBackOf } from './anomaly.js';
import type { Extent, Sight } from '../alerts/condition.js';
import { partOf, sharedSights, type SharedSights } from './shared-sights.js';

/** Asks a question as `POST /v1/query` does: its rows. */
export type Ask = (question: Readonly<Record<string, unknown>>) => Promise<readonly Row[]>;
type Row = Readonly<Record<string, Figure>>;

/** What is known of a metric: as much as rules need. */
export type Watched = Pick<Metric, 'name' | 'kind' | 'type' | 'additive' | 'dimensions'> &
  Partial<Pick<Metric, 'formula'>>;

/** Where a rule is looked at from: days are cut by both clocks. */
interface Cut {
  readonly asOf: number;
  /** All that is known where absent. */
  readonly knownAt?: number;
}

/** What was known at the time, all that is known by now, or what was known at the end of a day. */
export type Known = 'then' | 'now' | number;

/** A rule's figures at one time. */
export interface Seen {
  /** Of a part; that of a part without facts where it has none. */
  readonly of: (part: string) => Sight;
  /** The parts there are; '' where the rule goes by nothing. */
  readonly parts: ReadonlySet<string>;
  /** Between which figures those of all these parts lie; absent where that is not known. */
  readonly extent?: Extent;
  /** Of the window it is about. */
  readonly window: Days;
}

/** Days back to which a level is looked at for the parts it has had. */
const LEVELS_BACK = 400;

/** How a rule's figures look: at the end of a day, at its beginning, and right now. */
export class Sights {
  constructor(
    private readonly rule: Pick<AlertRule, 'metric' | 'where' | 'by' | 'window' | 'condition' | 'for'>,
    private readonly metric: Watched,
    private readonly fiscalStart: number,
    private readonly ask: Ask,
  ) {}

  /**
   * At the end of a day: of the last window that is over by then. Late facts are not seen.
   * @param known `now` for hindsight, or a day: late facts are seen
   */
  async closing(day: number, known: Known = 'then'): Promise<Seen> {
    const isLevel = this.metric.kind === 'stock';
    const window = isLevel ? { from: day, to: day } : this.closingWindow(day);
    const cut = cutAt(window.to, known);
    return this.seen(window, cut, await this.partsBy(cut));
  }

  /** At the end of a day, of the window that it lies in, over or not. */
  ending(day: number, known: Known = 'then'): Promise<Seen> {
    return this.seen(windowOn(this.rule.window, day, this.fiscalStart), cutAt(day, known));
  }

  /** When a day begins: what its window has before any fact of the day. Of a level there is no hindsight. */
  async opening(day: number, known: Known = 'then'): Promise<Seen> {
    const window = windowOn(this.rule.window, day, this.fiscalStart);
    if (this.metric.kind === 'stock') return this.seen(window, { asOf: day, knownAt: day - 1 });
    if (window.from === day) return { of: () => this.nothing, parts: new Set(this.whole), window };
    return this.seen(window, cutAt(day - 1, known));
  }

  /** In the course of a day, by all that is known. */
  now(day: number): Promise<Seen> {
    return this.ending(day, 'now');
  }

  private closingWindow(day: number): Days {
    const { condition, window, for: without } = this.rule;
    if ('noData' in condition) return { from: day - daysOf(without) + 1, to: day };
    return completeOn(window, day, this.fiscalStart);
  }

  private async seen(window: Days, cut: Cut, parts: ReadonlySet<string> = new Set(this.whole)): Promise<Seen> {
    const shared = await this.shared(window, cut);
    if (shared !== undefined && [...parts].every((part) => shared.parts.has(part))) {
      const { sights, extent } = shared;
      return {
        of: (part) => sights.get(part) ?? this.nothing,
        parts: shared.parts,
        window,
        ...(extent !== undefined && { extent }),
      };
    }
    const sights = shared?.sights ?? (await this.sights(window, cut));
    return { of: (part) => sights.get(part) ?? this.nothing, parts: new Set([...parts, ...sights.keys()]), window };
  }

  /** Where the figures themselves are looked at; undefined where something is made of them. */
  private async shared(window: Days, cut: Cut): Promise<SharedSights | undefined> {
    const { condition, by } = this.rule;
    if (['noData', 'anomaly', 'attainment', 'change'].some((name) => name in condition)) return undefined;
    return sharedSights(await this.ask(this.question(window, cut, [this.metric.name])), by, this.metric.name);
  }

  /** Of the parts that have any figure. */
  private async sights(window: Days, cut: Cut): Promise<ReadonlyMap<string, Sight>> {
    const { condition } = this.rule;
    if ('noData' in condition) return this.withFacts(window, cut);
    if ('anomaly' in condition) return this.besideExpected(window, cut, condition.anomaly.sensitivity);
    const now = await this.figures(window, cut, 'attainment' in condition ? 'target.attainment' : this.metric.name);
    return 'change' in condition
      ? this.changed(now, condition.change, window, cut)
      : mapped(now, (value) => ({ value }));
  }

  private async changed(now: ReadonlyMap<string, Figure>, { against }: Change, window: Days, cut: Cut) {
    const whole = comparedWith(this.rule.window, window, against, this.fiscalStart);
    const before = isEmpty(whole) ? new Map<string, Figure>() : await this.figures(whole, cut, this.metric.name);
    const zero = this.metric.type === 'number' ? null : '0';
    const parts = new Map([...before.keys(), ...now.keys()].map((part) => [part, part]));
    return mapped(parts, (part) => ({ value: change(now.get(part) ?? zero, before.get(part) ?? zero) }));
  }

  private async withFacts(window: Days, cut: Cut): Promise<ReadonlyMap<string, Sight>> {
    const { by } = this.rule;
    // Without a dimension there is always a row; by one only where facts do not add up to nothing, which is as good as none.
    const dimension = by ?? this.metric.dimensions[0];
    const rows = await this.ask(this.question(window, cut, [this.metric.name], dimension));
    const has: Sight = { value: rows.length, hasFacts: true };
    return new Map(rows.map((row) => [by === undefined ? '' : partOf(row, by), has]));
  }

  private async besideExpected(window: Days, cut: Cut, sensitivity: number): Promise<ReadonlyMap<string, Sight>> {
    const { by, window: name } = this.rule;
    const grain = grainOf(name) ?? 'day';
    const from = lookBackOf(grain, window.to, this.fiscalStart);
    const question = { ...this.question({ from, to: window.to }, cut, [this.metric.name]), grain };
    const series = new Map<string, Figure[]>();
    for (const row of await this.ask(question)) {
      const part = partOf(row, by);
      const values = series.get(part) ?? [];
      values.push(row[this.metric.name] ?? null);
      series.set(part, values);
    }
    const isCount = this.metric.type === 'integer';
    return mapped(series, (values) => {
      const expected = expectedAfter(values.slice(0, -1).map(Number), { grain, sensitivity, isCount });
      return { value: values.at(-1) ?? null, ...(expected && { expected }) };
    });
  }

  private async figures(window: Days, cut: Cut, name: string): Promise<ReadonlyMap<string, Figure>> {
    const metrics = name === this.metric.name ? [name] : [this.metric.name, name];
    const rows = await this.ask(this.question(window, cut, metrics));
    return new Map(rows.map((row) => [partOf(row, this.rule.by), row[name] ?? null]));
  }

  /** The parts that there were by then, also those that have no fact in the window. */
  private async partsBy(cut: Cut): Promise<ReadonlySet<string>> {
    const { by, where } = this.rule;
    if (by === undefined) return new Set(this.whole);
    const common = { metrics: [this.metric.name], by: [by], where, ...clocks(cut) };
    const since = { grain: 'month', from: formatDay(cut.asOf - LEVELS_BACK), to: formatDay(cut.asOf) };
    const rows = await this.ask(this.metric.kind === 'stock' ? { ...common, ...since } : common);
    return new Set(rows.map((row) => partOf(row, by)));
  }

  private question({ from, to }: Days, cut: Cut, metrics: readonly string[], by = this.rule.by) {
    const days = { from: formatDay(from), to: formatDay(to) };
    return { metrics, ...(by !== undefined && { by: [by] }), where: this.rule.where, ...days, ...clocks(cut) };
  }

  private get whole(): readonly string[] {
    return this.rule.by === undefined ? [''] : [];
  }

  /** What is seen of a part without facts. */
  private get nothing(): Sight {
    if ('noData' in this.rule.condition) return { value: 0, hasFacts: false };
    const isFigure = this.metric.type !== 'number' && !('attainment' in this.rule.condition);
    return { value: isFigure && !('change' in this.rule.condition) ? '0' : null };
  }
}

function cutAt(day: number, known: Known): Cut {
  return { asOf: day, ...(known !== 'now' && { knownAt: known === 'then' ? day : known }) };
}

function clocks({ asOf, knownAt }: Cut) {
  return { asOf: formatDay(asOf), ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }) };
}

function mapped<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): ReadonlyMap<string, To> {
  return new Map([...map].map(([part, value]) => [part, to(value)]));
}

/** (now - before) / |before|: exact for whole numbers and decimals; null where one of them is none or before is 0. */
function change(now: Figure, before: Figure): number | null {
  if (now === null || before === null) return null;
  const exact = [now, before].every((figure) => typeof figure === 'string' || Number.isSafeInteger(figure));
  if (exact) return changeOf(readDecimal(String(now)), readDecimal(String(before)));
  return Number(before) === 0 ? null : (Number(now) - Number(before)) / Math.abs(Number(before));
}
