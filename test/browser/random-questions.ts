/** What is known of a metric: as much as questions need. */
export interface Known {
  readonly name: string;
  readonly dimensions: readonly string[];
}

const GRAINS = ['month', 'quarter', 'year', 'fiscal-year'] as const;
const PERIODS = ['this-month', 'last-month', 'last-quarter', 'this-year', 'last-30-days', 'last-12-months'] as const;
const DAYS = ['2023-06-30', '2024-02-29', '2024-09-15', '2024-12-31'] as const;

/** Questions put together at random, the same for the same seed. */
export class RandomQuestions {
  constructor(
    private readonly metrics: readonly Known[],
    private seed: number,
  ) {}

  /** As the address of Explore has it, and as the API is asked it. */
  next(): { readonly search: string; readonly question: Readonly<Record<string, unknown>> } {
    const metrics = this.some(this.metrics, 1 + this.below(2));
    const [first = [], ...others] = metrics.map(({ dimensions }) => dimensions);
    const shared = first.filter((one) => others.every((some) => some.includes(one)));
    const by = this.some(shared, this.below(3));
    const period = this.maybe(PERIODS);
    const said = {
      ...this.one('grain', this.maybe(GRAINS)),
      ...this.one('period', period),
      ...this.one('asOf', this.maybe(DAYS)),
      ...this.one('knownAt', this.maybe(DAYS)),
      ...this.one('compare', period === undefined ? undefined : this.maybe(['previous-period', 'previous-year'])),
    };
    const names = metrics.map(({ name }) => name);
    const search = new URLSearchParams({ metrics: names.join(','), by: by.join(','), ...said }).toString();
    return { search, question: { metrics: names, ...(by.length > 0 && { by }), ...said } };
  }

  private one(name: string, value: string | undefined): Readonly<Record<string, string>> {
    return value === undefined ? {} : { [name]: value };
  }

  private maybe<One>(all: readonly One[]): One | undefined {
    return this.below(2) === 0 ? undefined : all[this.below(all.length)];
  }

  private some<One>(all: readonly One[], count: number): readonly One[] {
    const chosen = new Set<One>();
    for (let i = 0; i < count && all.length > 0; i++) chosen.add(all[this.below(all.length)] as One);
    return [...chosen];
  }

  /** A whole number from 0 to below another: a linear congruential generator, constants of Numerical Recipes. */
  private below(most: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * most);
  }
}
