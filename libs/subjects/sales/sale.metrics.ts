import { BY_SHARE, OF_EACH_SHARE, SALES_PARTS } from './sale.dimensions.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric, Unit } from '#figures/metric.js';

const CONVERTED = { converted: ['1'] };

function of(measure: string, where: Source['where'] = CONVERTED, sign: 1 | -1 = 1): Source {
  return { series: 'sales', measure, where, sign, ...(measure.endsWith('refunded') && { givenBack: true }) };
}

function amount(name: string, sources: readonly Source[], definition: string): Metric<Formula> {
  const formula: Formula = { kind: 'flow', sources };
  return {
    name,
    kind: 'flow',
    unit: 'money',
    type: 'decimal',
    additive: true,
    dimensions: SALES_PARTS,
    definition,
    formula,
  };
}

function ratio(
  name: string,
  unit: Unit,
  numerator: string,
  denominator: string,
  definition: string,
  where: Source['where'] = {},
): Metric<Formula> {
  const formula: Formula = { kind: 'ratio', numerator: { [numerator]: 1 }, denominator, where };
  return { name, kind: 'ratio', unit, type: 'number', additive: false, dimensions: SALES_PARTS, definition, formula };
}

const FIRST = { ...CONVERTED, purchase: ['first'] };
const REPEAT = { ...CONVERTED, purchase: ['repeat'] };
const WON_BACK = { ...CONVERTED, won_back: ['1'] };
const UNCONVERTED = { converted: [''] };

/** Sales with a share of each salesperson: all are added up as ever, and those that several share counted in place of that. */
const ORDERS_OF_EACH: Formula = {
  kind: 'added',
  one: { kind: 'flow', sources: [of('orders', {}), of('orders', { shared: [BY_SHARE] }, -1)] },
  other: { kind: 'distinct', of: 'record', onOneDay: true, source: of(OF_EACH_SHARE, { shared: [BY_SHARE] }) },
};

export const SALES_METRICS: readonly Metric<Formula>[] = [
  {
    name: 'orders',
    kind: 'flow',
    unit: 'orders',
    type: 'integer',
    additive: true,
    dimensions: SALES_PARTS,
    definition:
      'Sales, voided ones excluded. By product or category: sales with a line of it, by salesperson: sales with a share in it, which are distinct counts and not additive.',
    formula: {
      kind: 'either',
      dimensions: ['product', 'category'],
      then: {
        kind: 'either',
        dimensions: ['salesperson'],
        then: { kind: 'distinct', of: 'record', onOneDay: true, source: of(OF_EACH_SHARE, {}) },
        otherwise: { kind: 'distinct', of: 'record', onOneDay: true, source: of('lines', {}) },
      },
      otherwise: {
        kind: 'either',
        dimensions: ['salesperson'],
        then: ORDERS_OF_EACH,
        otherwise: { kind: 'flow', sources: [of('orders', {})] },
      },
    },
  },
  {
    name: 'units',
    kind: 'flow',
    unit: 'units',
    type: 'decimal',
    additive: true,
    dimensions: SALES_PARTS,
    definition: 'Sum of the quantities sold.',
    formula: { kind: 'flow', sources: [of('units', {})] },
  },
  {
    name: 'lines',
    kind: 'flow',
    unit: 'lines',
    type: 'integer',
    additive: true,
    dimensions: SALES_PARTS,
    definition: 'Lines of sales; of a sale that several salespeople share, those of the largest share.',
    formula: { kind: 'flow', sources: [of('lines', {})] },
  },
  amount('revenue.gross', [of('gross')], 'Quantity x unit price.'),
  amount('revenue.discount', [of('discount')], 'Discounts given.'),
  amount(
    'revenue.tax',
    [of('tax')],
    'Tax recorded with the sales, less the tax given back on that day; not part of net.',
  ),
  amount('revenue.refunded', [of('refunded')], 'Refunds and credits on their own day, a positive amount.'),
  amount(
    'revenue.net',
    [of('gross'), of('discount', CONVERTED, -1), of('refunded', CONVERTED, -1)],
    'gross - discount - refunded.',
  ),
  amount('revenue.sales', [of('gross'), of('discount', CONVERTED, -1)], 'gross - discount, refunds left out.'),
  amount(
    'revenue.first',
    [of('gross', FIRST), of('discount', FIRST, -1)],
    "revenue.sales of a customer's first purchase day; guests are in neither.",
  ),
  amount(
    'revenue.repeat',
    [of('gross', REPEAT), of('discount', REPEAT, -1)],
    "revenue.sales of a customer's later days; guests are in neither.",
  ),
  amount(
    'revenue.won_back',
    [of('gross', WON_BACK), of('discount', WON_BACK, -1)],
    'revenue.sales of customers from the day on which they came back (customers.reactivated) to 90 days after it.',
  ),
  {
    ...amount(
      'revenue.unconverted',
      [of('gross', UNCONVERTED), of('discount', UNCONVERTED, -1), of('refunded', UNCONVERTED, -1)],
      'Net amounts without a rate, each in its own currency: only by=currency, or where.currency with one value.',
    ),
    additive: false,
    onlyBy: 'currency',
  },
  {
    ...amount(
      'revenue.original',
      [of('own_gross', {}), of('own_discount', {}, -1), of('own_refunded', {}, -1)],
      'Net amounts in the currency they were made in, with or without a rate: only by=currency, or where.currency with one value.',
    ),
    additive: false,
    onlyBy: 'currency',
  },
  ratio(
    'order_value.mean',
    'money',
    'revenue.sales',
    'orders',
    'revenue.sales / orders; orders whose amounts have no rate are in neither.',
    CONVERTED,
  ),
  ratio('units_per_order', 'units per order', 'units', 'orders', 'units / orders.'),
  ratio('discount_rate', 'ratio', 'revenue.discount', 'revenue.gross', 'discount / gross.'),
  ratio('refund_rate', 'ratio', 'revenue.refunded', 'revenue.sales', 'refunded / sales.'),
  ratio(
    'revenue.per_buyer',
    'money',
    'revenue.sales',
    'customers.buyers',
    'revenue.sales of customers / buyers; guests, and purchases whose amounts have no rate, are in neither.',
    { ...CONVERTED, purchase: ['first', 'repeat'] },
  ),
];
