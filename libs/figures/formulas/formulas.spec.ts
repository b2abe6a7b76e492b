import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Row, ViewSchema } from '#kernel/ports/views-schema.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import type { Frame } from '../frame.js';
import type { Metric, Unit } from '../metric.js';
import { toFigure } from '../value.js';
import { evaluatorOf, pageOf, type Formula } from './index.js';
import type { Source } from './source.js';

/** Something that the catalogue knows nothing of: parcels that go from hall to hall, each with what it weighs and how long it lay. */
const SCHEMA: ViewSchema = {
  series: [
    {
      name: 'parcels',
      dimensions: ['from_hall', 'to_hall', 'from_shelf', 'to_shelf', 'why', 'days'],
      measures: { moves: 'count', weight: 'amount' },
    },
  ],
  collections: [],
};

type Moved = readonly [day: number, parcel: string, from: string, to: string, days: string, kilos: bigint];

const MOVED: readonly Moved[] = [
  [1, 'p-1', '', 'A', '0', 2n],
  [1, 'p-2', '', 'A', '0', 1n],
  [2, 'p-1', 'A', 'B', '1', 2n],
  [3, 'p-2', 'A', 'A', '2', 1n],
  [4, 'p-2', 'A', 'B', '3', 1n],
];

const rowOf = ([valid, record, from, to, days, kilos]: Moved): Row => ({
  series: 'parcels',
  valid,
  recorded: valid,
  customer: '',
  record,
  dimensions: [from, to, '1', '1', from === '' ? 'new' : 'sorted', days],
  measures: [1n, kilos * 1_000_000n],
  mark: 0,
});

const PARCELS = { series: 'parcels', oneSided: ['why', 'days'] } as const;
const IN: Source = { ...PARCELS, measure: 'moves', side: 'to' };
const OUT: Source = { ...PARCELS, measure: 'moves', side: 'from', where: { hall: ['A', 'B'] }, sign: -1 };
const WEIGHT: Source = { ...PARCELS, measure: 'weight', side: 'to' };

const METRICS: Readonly<Record<string, Metric<Formula>>> = Object.fromEntries(
  (
    [
      ['moves', 'parcels', 'integer', { kind: 'flow', sources: [IN] }],
      ['weight', 'kg', 'decimal', { kind: 'flow', sources: [WEIGHT] }],
      ['lying', 'parcels', 'integer', { kind: 'stock', sources: [IN, OUT], at: 'end' }],
      ['lay', 'parcels', 'integer', { kind: 'stock', sources: [IN, OUT], at: 'start' }],
      ['seen', 'parcels', 'integer', { kind: 'distinct', of: 'record', source: IN }],
      [
        'both',
        'parcels',
        'integer',
        {
          kind: 'added',
          one: { kind: 'flow', sources: [{ ...IN, where: { why: ['new'] } }] },
          other: { kind: 'distinct', of: 'record', source: { ...IN, where: { why: ['sorted'] } } },
        },
      ],
      ['mean', 'kg', 'number', { kind: 'ratio', numerator: { weight: 1 }, denominator: 'moves' }],
      [
        'sorted',
        'kg',
        'number',
        { kind: 'ratio', numerator: { weight: 1 }, denominator: 'moves', where: { why: ['sorted'] } },
      ],
      ['wait', 'days', 'number', { kind: 'mean', dimension: 'days', of: 'moves' }],
      [
        'again',
        'ratio',
        'number',
        { kind: 'expression', of: { ratio: [{ metric: 'moves' }, { metric: 'moves', earlier: 2 }] }, type: 'number' },
      ],
      ['sticky', 'ratio', 'number', { kind: 'trailing', of: 'seen', days: [1, 3] }],
      ['become', 'parcels', 'integer', { kind: 'begun', source: IN, dimension: 'days' }],
      ['median', 'days', 'number', { kind: 'quantile', at: [1, 2], dimension: 'days', of: 'moves' }],
      [
        'went',
        'parcels',
        'integer',
        {
          kind: 'transitions',
          ends: [
            ['from_hall', 'to_hall'],
            ['from_shelf', 'to_shelf'],
          ],
          source: IN,
        },
      ],
    ] satisfies readonly [string, Unit, Metric['type'], Formula][]
  ).map(([name, unit, type, formula]) => [
    name,
    { name, kind: 'flow', unit, type, additive: true, dimensions: [], definition: '', formula },
  ]),
);

const metricNamed = (name: string): Metric<Formula> => METRICS[name]!;
const evaluator = evaluatorOf(metricNamed);

describe('formulas of metrics that nobody here knows', () => {
  let views: MemoryViews;

  beforeAll(async () => {
    views = new MemoryViews(SCHEMA);
    await views.apply({ shard: 0, from: 0, to: 1, facts: MOVED.map(rowOf), documents: [] });
  });

  async function ask(name: string, over: Partial<Frame> = {}): Promise<Record<string, unknown>> {
    const frame = { windows: [{ from: 1, to: 2 }, { from: 3, to: 4 }], asOf: 4, by: [], where: {}, ...over }; // prettier-ignore
    const asked = [...frame.by, ...Object.keys(frame.where)];
    const plan = evaluator.planOf(metricNamed(name).formula, { ...frame, asked });
    const series = plan.finish((await views.sums(plan.requests)).cells);
    const figures = [...series].map(([key, values]) => [
      (JSON.parse(key) as readonly string[]).join(),
      values.map((value) => toFigure(value, metricNamed(name))),
    ]);
    return Object.fromEntries(figures) as Record<string, unknown>;
  }

  it('add facts up, by the side that is meant or by what has none', async () => {
    expect(await ask('moves')).toEqual({ '': [3, 2] });
    expect(await ask('moves', { by: ['hall'] })).toEqual({ A: [2, 1], B: [1, 1] });
    expect(await ask('moves', { by: ['why'] })).toEqual({ new: [2, 0], sorted: [1, 2] });
    expect(await ask('weight', { where: { hall: ['B'] } })).toEqual({ '': ['2', '1'] });
  });

  it('are levels at the end or at the start', async () => {
    expect(await ask('lying', { by: ['hall'] })).toEqual({ A: [1, 0], B: [1, 2] });
    expect(await ask('lay', { by: ['hall'] })).toEqual({ A: [0, 1], B: [0, 1] });
  });

  it('count things once', async () => {
    expect(await ask('seen')).toEqual({ '': [2, 1] });
    expect(await ask('seen', { by: ['record'] })).toEqual({ 'p-1': [1, 0], 'p-2': [1, 1] });
  });

  it('add what is counted once to what is added up', async () => {
    // Two are new on day 1; on day 2 one is sorted, and on days 3 and 4 the other one, twice.
    expect(await ask('both')).toEqual({ '': [3, 1] });
    expect(await ask('both', { by: ['hall'] })).toEqual({ A: [2, 1], B: [1, 1] });
    expect(await ask('both', { where: { why: ['new'] } })).toEqual({ '': [2, 0] });
  });

  it('divide whatever has decimals by what has none, in any unit', async () => {
    expect(await ask('mean')).toEqual({ '': [5 / 3, 1] });
    expect(await ask('sorted')).toEqual({ '': [2, 1] });
  });

  it('rank a number by how often a metric counts it', async () => {
    expect(await ask('median')).toEqual({ '': [0, 2.5] });
    expect(await ask('median', { by: ['hall'] })).toEqual({ A: [0, 2], B: [1, 3] });
  });

  it('weigh a number by how often a metric counts it', async () => {
    expect(await ask('wait')).toEqual({ '': [1 / 3, 2.5] });
    expect(await ask('wait', { by: ['hall'] })).toEqual({ A: [0, 2], B: [1, 3] });
  });

  it('are set against what was so many days earlier', async () => {
    expect(await ask('again')).toEqual({ '': [null, 2 / 3] });
  });

  it('are set against more days that end with the same one', async () => {
    // On day 2 one of the two that were seen on days 0 to 2; on day 4 one of two.
    expect(await ask('sticky')).toEqual({ '': [1 / 2, 1 / 2] });
    expect(await ask('sticky', { by: ['hall'] })).toEqual({ A: [0, 0], B: [1, 1 / 2] });
    // Also where the days overlap; none of a period that is cut away.
    const windows = [{ from: 2, to: 2 }, { from: 3, to: 3 }, { from: 4, to: 3 }]; // prettier-ignore
    expect(await ask('sticky', { windows })).toEqual({ '': [1 / 2, 1 / 2, null] });
  });

  it('count what has become by now of what began in each period, which may overlap', async () => {
    // What lay for 0 days, for 1 to 2 and for 2 to 3 of them: the days stand for those something began on.
    const windows = [{ from: 0, to: 0 }, { from: 1, to: 2 }, { from: 2, to: 3 }]; // prettier-ignore
    expect(await ask('become', { windows })).toEqual({ '': [2, 2, 2] });
    expect(await ask('become', { windows, asOf: 3, by: ['hall'] })).toEqual({ A: [2, 1, 1], B: [0, 1, 0] });
  });

  it('leave out what stays where it is, between the ends that are asked for', async () => {
    expect(await ask('went')).toEqual({ '': [3, 1] });
    expect(await ask('went', { by: ['from_hall', 'to_hall'] })).toEqual({ ',A': [2, 0], 'A,B': [1, 1] });
    expect(await ask('went', { by: ['from_shelf'] })).toEqual({});
    expect(await ask('went', { by: ['from_shelf', 'to_hall'] })).toEqual({ '1,A': [2, 0], '1,B': [1, 1] });
  });

  it('say what stands behind them, or what to ask for instead', () => {
    const found = Object.entries(METRICS).map(([name, { formula }]) => [name, evaluator.behind(formula)]);
    expect(Object.fromEntries(found)).toEqual({
      moves: 'record',
      weight: 'record',
      lying: 'record',
      lay: 'record',
      seen: 'record',
      both: 'record',
      mean: { instead: ['weight', 'moves'] },
      sorted: { instead: ['weight', 'moves'] },
      wait: { instead: ['moves'] },
      again: { instead: ['moves', 'moves'] },
      sticky: { instead: ['seen'] },
      become: 'record',
      median: { instead: ['moves'] },
      went: 'record',
    });
    expect(evaluator.behind({ kind: 'flow', sources: [{ ...IN, behind: 'customer' }] } as Formula)).toBe('customer');
  });

  it('come from the facts of what they are made of', () => {
    expect(evaluator.sourcesOf(metricNamed('mean').formula)).toEqual([WEIGHT, IN]);
    expect(evaluator.sourcesOf(metricNamed('median').formula)).toEqual([IN]);
    const either: Formula = {
      kind: 'either',
      dimensions: ['hall'],
      then: metricNamed('seen').formula,
      otherwise: metricNamed('weight').formula,
    };
    expect(evaluator.sourcesOf(either)).toEqual([IN, WEIGHT]);
  });

  it('are explained in parts where something was given back', () => {
    const back: Source = { ...WEIGHT, givenBack: true, sign: -1 };
    const formula: Formula = { kind: 'flow', sources: [back, WEIGHT] };
    expect(evaluator.partsOf(formula)).toEqual([
      { side: 'other', formula: { kind: 'flow', sources: [WEIGHT] } },
      { side: 'refunded', formula: { kind: 'flow', sources: [back] } },
    ]);
  });

  it('of a kind without a page are named with the kinds there are', () => {
    expect(() => pageOf({ kind: 'guess' })).toThrow(
      'there is no kind of formula guess: there are flow, stock, distinct, first-in-period, transitions, either, added, ratio, expression, mean, quantile, retention, begun, trailing, target, attainment',
    );
  });
});
