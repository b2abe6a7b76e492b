import { Problem } from '#kernel/problem.js';
import { mergedDimensions, type Dimension, type Dimensions } from './dimensions.js';
import { evaluatorOf, isAboutTargets, type Formula } from './formulas/index.js';
import type { Part } from './formulas/page.js';
import type { Behind, Source } from './formulas/source.js';
import type { Frame } from './frame.js';
import type { MetricDefinitions } from './custom/metric-definition.js';
import type { Metrics } from './figure.answers.js';
import type { Metric } from './metric.js';
import { canBeAsked, needGoingBy, needOfCustomers, organisationIsOfAll } from './metrics-seen.js';
import type { Plan } from './plan.js';
import { isOfSegment, YES_OR_NO } from './segment-dimension.js';
import type { Rows } from './rows.js';

type ListedMetric = Metrics['metrics'][number];

/**
 * What can be asked: every metric there is, and the dimensions they go by. Whoever answers a question is handed one; which metrics there are
 * is declared by the subjects they are of.
 */
export class Catalogue {
  readonly metrics: ReadonlyMap<string, Metric<Formula>>;
  /** Of all metrics, in the order of the alphabet. */
  readonly dimensions: readonly string[];
  private readonly known: ReadonlyMap<string, Dimension>;
  private readonly evaluator = evaluatorOf((name) => this.metricNamed(name));

  /** @param impossible metrics that cannot be worked out, and why */
  constructor(
    metrics: readonly Metric<Formula>[],
    private readonly declared: readonly Dimensions[],
    private readonly impossible: ReadonlyMap<string, Problem> = new Map(),
    /** Of the metrics that callers define, impossible ones among them. */
    readonly definitions: MetricDefinitions = new Map(),
    /** What of the facts is seen; all where undefined. */
    readonly rows?: Rows,
    /** Of fewer customers than this nothing is shown; of any number where undefined. */
    readonly minGroup?: number,
  ) {
    this.metrics = new Map(metrics.map((metric) => [metric.name, metric]));
    this.dimensions = [...new Set(metrics.flatMap((metric) => metric.dimensions))].sort();
    this.known = mergedDimensions(declared);
  }

  /** Those that callers define. */
  get defined(): readonly Metric<Formula>[] {
    return [...this.metrics.values()].filter(({ versions }) => versions !== undefined);
  }

  /** The built-in metrics with these that callers define. @param impossible those that cannot be worked out, and why */
  with(
    metrics: readonly Metric<Formula>[],
    impossible?: ReadonlyMap<string, Problem>,
    definitions?: MetricDefinitions,
  ): Catalogue {
    const builtIn = [...this.metrics.values()].filter(({ versions }) => versions === undefined);
    const all = new Map([...this.impossible, ...(impossible ?? [])]);
    return new Catalogue([...builtIn, ...metrics], this.declared, all, definitions, this.rows, this.minGroup);
  }

  /** The same with more dimensions, for every metric that is made of facts of these series alone. */
  alsoBy(names: readonly string[], series: ReadonlySet<string>): Catalogue {
    if (names.length === 0) return this;
    const isOf = (metric: Metric): boolean => {
      const sources = this.sourcesOf(metric);
      return sources.length > 0 && sources.every((source) => series.has(source.series));
    };
    const metrics = [...this.metrics.values()].map((metric) =>
      isOf(metric) ? { ...metric, dimensions: [...metric.dimensions, ...names] } : metric,
    );
    const { declared, impossible, definitions, rows, minGroup } = this;
    return new Catalogue(metrics, declared, impossible, definitions, rows, minGroup);
  }

  /** The same for whoever sees some rows only: all that it plans is of those. @param minGroup the fewest customers of whom anything is shown */
  within(rows: Rows | undefined, minGroup?: number): Catalogue {
    if (rows === undefined && minGroup === undefined) return this;
    const metrics = [...this.metrics.values()];
    return new Catalogue(metrics, this.declared, this.impossible, this.definitions, rows, minGroup);
  }

  /** Whether all is seen, of however few. */
  get isWhole(): boolean {
    return this.rows === undefined && this.minGroup === undefined;
  }

  /** What is told of each metric that can be asked. */
  get listed(): readonly ListedMetric[] {
    const asked = [...this.metrics.values()].filter((metric) => canBeAsked(metric, this));
    return asked.map(({ formula: _formula, versions, ...listed }) => {
      const version = versions?.[listed.name];
      return version === undefined ? listed : { ...listed, version };
    });
  }

  /** @throws Problem `unknown-metric`, naming what there is */
  metricNamed(name: string): Metric<Formula> {
    const metric = this.metrics.get(name);
    if (metric !== undefined) return metric;
    const why = this.impossible.get(name);
    if (why !== undefined) throw new Problem('unknown-metric', `${name} cannot be worked out: ${why.detail}`);
    const names = [...this.metrics.keys()].join(', ');
    throw new Problem('unknown-metric', `there is no metric ${name.slice(0, 100)}; possible are ${names}`);
  }

  /** What is known of a dimension; nothing where nobody has said any more of it than its name. */
  dimension(name: string): Dimension {
    return this.known.get(name) ?? (isOfSegment(name) ? YES_OR_NO : {});
  }

  /** The names of the dimensions by which all figures are shown, in the order they were declared. */
  get commonDimensions(): readonly string[] {
    return [...this.known].filter(([, { isCommon }]) => isCommon === true).map(([name]) => name);
  }

  /** Metrics that have figures of their own: all but those about the targets of others. */
  get counted(): readonly Metric<Formula>[] {
    return [...this.metrics.values()].filter((metric) => !isAboutTargets(metric));
  }

  /** How a metric is worked out on a frame, for what is seen. @throws Problem `restricted` for a metric that does not go by that */
  planOf(metric: Metric, frame: Frame): Plan {
    const { rows, minGroup } = this;
    if (minGroup !== undefined) needOfCustomers(metric);
    needGoingBy(metric, rows, this.metrics.values());
    if (rows !== undefined && frame.basis?.organisation !== undefined) throw organisationIsOfAll();
    return this.evaluator.planOf(metric.formula, rows === undefined ? frame : { ...frame, rows });
  }

  /** What a metric is narrowed to of the facts it is made of. @throws Problem `restricted` for one that does not go by that */
  whereSeen(name: string): Rows {
    needGoingBy(this.metricNamed(name), this.rows, this.metrics.values());
    return this.rows ?? {};
  }

  /** The facts that a metric comes from, by itself or through others. */
  sourcesOf({ formula }: Metric): readonly Source[] {
    return this.evaluator.sourcesOf(formula);
  }

  /** The parts of a metric that are explained by themselves, each as a metric of its own: all of it is one, where there are no others. */
  partsOf(metric: Metric): readonly { readonly side: Part['side']; readonly metric: Metric }[] {
    const parts = this.evaluator.partsOf(metric.formula);
    return parts.map(({ side, formula }) => ({ side, metric: { ...metric, formula } }));
  }

  /** What kind of thing stands behind a metric's figures. @throws Problem for a metric that has no records of its own */
  behind({ name, formula }: Metric): Behind {
    const found = this.evaluator.behind(formula);
    if (typeof found === 'string') return found;
    throw new Problem(
      'unknown-metric',
      `${name} is worked out from other figures and has no records of its own: ask for ${[...new Set(found.instead)].join(' and ')}`,
    );
  }

  /** Whether a metric can have a target cut by these dimensions: undefined where it can, otherwise why not. */
  targetObjection(name: string, dimensions: readonly string[]): string | undefined {
    const possible = this.counted.filter(({ kind }) => kind === 'flow');
    const metric = possible.find((one) => one.name === name && one.onlyBy === undefined);
    if (metric === undefined)
      return `must be a metric that adds up over days: ${possible.map((one) => one.name).join(', ')}`;
    const wrong = dimensions.find((dimension) => !metric.dimensions.includes(dimension));
    return wrong === undefined ? undefined : `goes by ${metric.dimensions.join(', ')}, not by ${wrong}`;
  }
}
