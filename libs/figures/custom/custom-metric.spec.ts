import { beforeAll, describe, expect, it } from '@jest/globals';
import { UTC } from '#testing/projected.js';
import { parseDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook, type AskedBook } from '#testing/asked-book.js';
import { refund, refunded, sale, sold } from '#testing/book-events.js';
import { answer, type Answer } from '../answer.js';
import { parseQuestion } from '../question.js';
import { explain } from '../explain.js';
import { recordsPage } from '../records-page.js';
import { customMetric } from './custom-metric.js';
import type { MetricDefinition } from './metric-definition.js';
import type { SaidFormula } from './said-formula.js';
import { withCustom } from './with-custom.js';

const NET: SaidFormula = { metric: 'revenue.net' };
const ORDERS: SaidFormula = { metric: 'orders' };

function defined(formula: SaidFormula, name = 'custom.made', more: Partial<MetricDefinition> = {}): MetricDefinition {
  return { name, version: 1, title: 'Made', definition: 'As it is made.', formula, ...more };
}

function made(formula: SaidFormula, ...others: readonly MetricDefinition[]) {
  const definition = defined(formula);
  const all = [definition, ...others].map((one): [string, MetricDefinition] => [one.name, one]);
  return customMetric(definition, new Map(all), CATALOGUE);
}

describe('a metric that is defined', () => {
  it.each<[SaidFormula, object]>([
    [NET, { kind: 'flow', unit: 'money', type: 'decimal', additive: true }],
    [{ metric: 'customers.active' }, { kind: 'stock', unit: 'customers', type: 'integer', additive: true }],
    [{ metric: 'customers.buyers' }, { kind: 'flow', additive: false }],
    [{ sum: [NET, { metric: 'revenue.refunded' }] }, { kind: 'flow', unit: 'money', type: 'decimal', additive: true }],
    [{ sum: [{ metric: 'customers.opening' }, { metric: 'customers.new' }] }, { kind: 'stock', unit: 'customers' }],
    [{ ratio: [NET, NET] }, { kind: 'ratio', unit: 'ratio', type: 'number', additive: false }],
    [{ ratio: [NET, ORDERS] }, { unit: 'money' }],
    [{ ratio: [ORDERS, { metric: 'customers.buyers' }] }, { unit: 'orders per customers' }],
    [{ per: [ORDERS, 'days'] }, { kind: 'ratio', unit: 'orders per day', type: 'number' }],
    [{ difference: [{ metric: 'win_rate' }, { ratio: [NET, NET] }] }, { kind: 'ratio', unit: 'ratio', type: 'number' }],
  ])('of %j is known by what it is made of', (formula, expected) => expect(made(formula)).toMatchObject(expected));

  it('goes by the dimensions that all its parts go by', () => {
    const [a, b] = ['revenue.net', 'customers.active'].map((name) => CATALOGUE.metricNamed(name).dimensions);
    const { dimensions } = made({ ratio: [NET, { metric: 'customers.active' }] });
    expect(dimensions).toEqual(a?.filter((name) => b?.includes(name)));
    expect([dimensions.includes('region'), dimensions.includes('product')]).toEqual([true, false]);
  });

  it('may be made of another one, whose versions it names', () => {
    const share = defined({ ratio: [NET, NET] }, 'custom.share', { version: 3, unit: 'points' });
    const metric = made(
      { sum: [{ metric: 'custom.share' }, { metric: 'custom.share', where: { region: ['north'] } }] },
      share,
    );
    expect(metric).toMatchObject({ unit: 'points', versions: { 'custom.made': 1, 'custom.share': 3 } });
  });

  const deep = defined({ sum: [{ sum: [ORDERS] }] }, 'custom.deep');
  const circle = defined({ ratio: [ORDERS, { metric: 'custom.made' }] }, 'custom.circle');
  const narrow = defined({ ratio: [NET, { metric: 'customers.active' }] }, 'custom.narrow');
  it.each<[SaidFormula, string, string]>([
    [{ ratio: [{ metric: 'nonsense' }, NET] }, 'formula.ratio[0].metric', 'there is no metric nonsense'],
    [{ sum: [NET, { metric: 'target' }] }, 'formula.sum[1].metric', 'is about another metric'],
    [{ metric: 'revenue.unconverted' }, 'formula.metric', 'by currency'],
    [{ sum: [NET, ORDERS] }, 'formula.sum[1]', 'counts orders, which cannot be added to money'],
    [{ ratio: [NET, { difference: [NET, ORDERS] }] }, 'formula.ratio[1].difference[1]', 'counts orders'],
    [
      { per: [{ metric: 'orders', where: { hue: ['red'] } }, 'days'] },
      'formula.per[0].where.hue',
      'is no dimension of orders',
    ],
    [{ metric: 'custom.made' }, 'formula.metric', 'leads back to itself: custom.made -> custom.made'],
    [
      { sum: [ORDERS, { metric: 'custom.circle' }] },
      'formula.sum[1].metric',
      'custom.made -> custom.circle -> custom.made',
    ],
    [{ sum: [{ sum: [{ metric: 'custom.deep' }] }] }, 'formula.sum[0].sum[0].metric', 'more than 4 deep'],
    [
      { metric: 'custom.narrow', where: { product: ['tea'] } },
      'formula.where.product',
      'is no dimension of custom.narrow',
    ],
    [
      {
        sum: [
          { sum: Array<SaidFormula>(20).fill(NET) },
          { sum: Array<SaidFormula>(20).fill(NET) },
          { sum: Array<SaidFormula>(20).fill(NET) },
        ],
      },
      'formula.sum[2].sum[10].metric',
      'at most 50 metrics',
    ],
  ])('is refused as %j, by the part that is impossible', (formula, field, detail) => {
    let found: unknown;
    try {
      made(formula, deep, circle, narrow);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(Problem);
    expect((found as Problem).errors).toEqual([{ field, detail: expect.stringContaining(detail) }]);
  });
});

const day = (text: string): number => parseDay(text) as number;

describe('a catalogue with metrics that were defined', () => {
  let book: AskedBook;
  beforeAll(async () => {
    const north = sale('1', 'ada', '10', { region: 'north', channel: 'web' });
    const events = [
      { event: sold(north, day('2024-01-10')), on: day('2024-01-10') },
      {
        event: sold(sale('2', 'bob', '30', { region: 'south', channel: 'web' }), day('2024-01-20')),
        on: day('2024-01-20'),
      },
      {
        event: sold(sale('3', 'ada', '5.5', { region: 'north', channel: 'shop' }), day('2024-02-10')),
        on: day('2024-02-10'),
      },
      { event: refunded(refund('r', north, '2'), day('2024-02-11')), on: day('2024-02-11') },
    ];
    book = await askedBook(events, day('2024-02-15'));
  });

  const catalogueOf = (...definitions: readonly MetricDefinition[]) =>
    withCustom(CATALOGUE, new Map(definitions.map((one) => [one.name, one])));
  const ask = (question: object, ...definitions: readonly MetricDefinition[]): Promise<Answer> => {
    const catalogue = catalogueOf(...definitions);
    return answer(parseQuestion(question, catalogue), book.views, { ...book.context, catalogue });
  };
  const span = { from: '2024-01-01', to: '2024-02-29', grain: 'month' };

  it('asks them like any other, of a running month the days that are over', async () => {
    const { rows, totals, columns, meta } = await ask(
      { metrics: ['custom.made'], ...span },
      defined({ per: [NET, 'days'] }),
    );
    expect(rows).toEqual([
      { month: '2024-01', 'custom.made': 40 / 31 },
      { month: '2024-02', 'custom.made': 3.5 / 15 },
    ]);
    expect(totals).toEqual({ 'custom.made': 43.5 / 46 });
    expect(columns.at(-1)).toEqual({ name: 'custom.made', type: 'number', unit: 'money' });
    expect(meta.definitions).toMatchObject({ metrics: { 'custom.made': 1 } });
  });

  it('adds what a formula is limited to, to what the question is', async () => {
    const web = defined({
      ratio: [{ metric: 'revenue.sales', where: { channel: ['web'] } }, { metric: 'revenue.sales' }],
    });
    const asked = { metrics: ['custom.made'], from: '2024-01-01' };
    expect((await ask(asked, web)).totals).toEqual({ 'custom.made': 40 / 45.5 });
    expect((await ask({ ...asked, where: { region: ['north'] } }, web)).totals).toEqual({ 'custom.made': 10 / 15.5 });
    expect((await ask({ ...asked, where: { channel: ['shop'] } }, web)).totals).toEqual({ 'custom.made': 0 });
    expect((await ask({ ...asked, where: { channel: ['phone'] } }, web)).totals).toEqual({ 'custom.made': null });
  });

  it('makes a metric of ratios, built-in ones too, exactly', async () => {
    const share = defined({ ratio: [{ metric: 'refund_rate' }, { metric: 'discount_rate' }] });
    const more = defined({ difference: [{ metric: 'order_value.mean' }, { ratio: [NET, ORDERS] }] }, 'custom.more');
    const { totals } = await ask({ metrics: ['custom.made', 'custom.more'], from: '2024-01-01' }, share, more);
    expect(totals).toEqual({ 'custom.made': null, 'custom.more': 2 / 3 });
  });

  it('compares them', async () => {
    const question = {
      metrics: ['custom.made'],
      from: '2024-02-01',
      to: '2024-02-15',
      grain: 'month',
      compare: 'previous-period',
    };
    const { rows } = await ask(question, defined({ ratio: [NET, ORDERS] }));
    expect(rows).toEqual([
      { month: '2024-02', 'custom.made': 3.5, 'custom.made.previous': 10, 'custom.made.change': -0.65 },
    ]);
  });

  it('shows the records behind what adds up, and names the metrics to ask for behind what does not', async () => {
    const catalogue = catalogueOf(
      defined({ sum: [NET, { metric: 'revenue.refunded' }] }),
      defined({ ratio: [NET, ORDERS] }, 'custom.mean'),
    );
    const cell = { where: {}, asOf: day('2024-02-15'), limit: 10, asked: {} };
    const { sum, records } = await recordsPage(
      { ...cell, metric: catalogue.metricNamed('custom.made') },
      book.views,
      catalogue,
      UTC,
    );
    expect([sum, records.map(({ id, value }) => [id, value])]).toEqual(['45.5', [['1', '10'], ['2', '30'], ['3', '5.5']]]); // prettier-ignore
    await expect(
      recordsPage({ ...cell, metric: catalogue.metricNamed('custom.mean') }, book.views, catalogue, UTC),
    ).rejects.toMatchObject({ code: 'unknown-metric', detail: expect.stringContaining('revenue.net and orders') });
  });

  it('explains them by what was sold and what was given back', async () => {
    const metric = made({ difference: [NET, { metric: 'revenue.tax' }] });
    const point = (on: string) => ({ asOf: day(on), views: book.views });
    const [start, end] = [point('2024-01-31'), point('2024-02-15')];
    const { a, b, parts } = await explain(
      {
        metric,
        where: {},
        steps: { start, policies: start, known: start, end },
        takenBack: { voids: new Set(), refunds: new Set() },
      },
      CATALOGUE,
    );
    expect([a, b]).toEqual([40_000_000n, 43_500_000n]);
    expect([...parts.new]).toEqual([['sale-3', 5_500_000n]]);
    expect([...parts.refunds]).toEqual([['sale-1', -2_000_000n]]);
  });

  it('tells why one cannot be worked out any more', async () => {
    const question = { metrics: ['custom.made'] };
    const gone = defined({ metric: 'custom.gone' });
    await expect(async () => ask(question, gone)).rejects.toMatchObject({
      code: 'unknown-metric',
      detail:
        'custom.made cannot be worked out: formula.metric there is no metric custom.gone: GET /v1/metrics lists those there are',
    });
  });
});
