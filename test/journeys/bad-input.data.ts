/** Every route that takes a body, with a body it accepts. Ids in paths exist: see the journey's beginning. */
export interface WriteRoute {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly valid: Readonly<Record<string, unknown>>;
}

const LINE = { product: 'tea', category: 'drinks', quantity: '1', unitPrice: '2.5', tax: '0.1' };

export const WRITE_ROUTES: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: '/v1/customers',
    valid: {
      id: 'new',
      registeredAt: '2024-01-01',
      name: 'N',
      email: 'n@x.y',
      phone: '1',
      region: 'north',
      source: 's',
      segment: 'g',
      salesperson: 'p',
      attributes: { a: 'b' },
      emitter: 'crm',
      correlationId: 'c',
      actor: 'me',
    },
  },
  { method: 'PATCH', path: '/v1/customers/ada', valid: { id: 'change', effectiveAt: '2024-02-01', region: 'south' } },
  {
    method: 'POST',
    path: '/v1/customers/ada/close',
    valid: { id: 'close', occurredAt: '2024-06-01', reason: 'moved' },
  },
  {
    method: 'POST',
    path: '/v1/customers/gone/reopen',
    valid: { id: 'reopen', occurredAt: '2024-06-01', reason: 'back' },
  },
  {
    method: 'POST',
    path: '/v1/sales',
    valid: {
      id: 'sale',
      customerId: 'ada',
      occurredAt: '2024-03-01T10:00:00Z',
      currency: 'USD',
      lines: [LINE],
      salesperson: 'p',
      region: 'r',
      channel: 'web',
      opportunityId: 'o',
    },
  },
  {
    method: 'POST',
    path: '/v1/sales/s-1/refunds',
    valid: { id: 'refund', occurredAt: '2024-03-05', reason: 'r', lines: [{ line: 0, quantity: '1', amount: '1' }] },
  },
  { method: 'POST', path: '/v1/sales/s-1/void', valid: { id: 'void', reason: 'mistake' } },
  {
    method: 'POST',
    path: '/v1/credits',
    valid: { id: 'credit', customerId: 'ada', occurredAt: '2024-03-01', currency: 'USD', lines: [LINE], reason: 'r' },
  },
  {
    method: 'POST',
    path: '/v1/interactions',
    valid: {
      id: 'talk',
      customerId: 'ada',
      occurredAt: '2024-03-01',
      kind: 'call',
      channel: 'phone',
      direction: 'in',
      salesperson: 'p',
      durationSeconds: 60,
      subject: 's',
      campaign: 'c',
    },
  },
  { method: 'POST', path: '/v1/interactions/i-1/void', valid: { id: 'void', reason: 'mistake' } },
  {
    method: 'POST',
    path: '/v1/query',
    valid: {
      metrics: ['orders'],
      by: ['region'],
      grain: 'month',
      from: '2024-01-01',
      to: '2024-02-01',
      where: { channel: ['web'] },
      asOf: '2024-03-01',
      knownAt: '2024-03-01',
      compare: 'previous-year',
      position: '1',
    },
  },
];

/** Values that are wrong for whatever field they stand in. */
export const WRONG_VALUES: readonly unknown[] = [
  null,
  true,
  [],
  [[]],
  [{}],
  { a: { b: 1 } },
  '',
  'x'.repeat(3000),
  'a\u0000b',
  -1.5,
  1e300,
];

/** Bodies that are no request of any route, byte for byte. */
export const RAW_BODIES: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['cut off JSON', Buffer.from('{"id": "x", "lines": [')],
  ['no JSON', Buffer.from('id=x&name=y')],
  ['text', Buffer.from('"text"')],
  ['a number', Buffer.from('1')],
  ['null', Buffer.from('null')],
  ['a list', Buffer.from('[{"id": "x"}]')],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['10,000 nested lists', Buffer.from('['.repeat(10_000) + ']'.repeat(10_000))],
  ['10,000 nested objects', Buffer.from('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000))],
  ['a prototype', Buffer.from('{"__proto__": {"admin": true}, "constructor": {"prototype": {"x": 1}}}')],
  ['two requests', Buffer.from('{"id": "x"}{"id": "y"}')],
];

/** Changes of the valid sale, as JSON text, and the code they are answered with. */
export const BAD_SALES: readonly (readonly [string, string, string])[] = [
  ['7 decimals', '"unitPrice": "0.0000001"', 'amount-out-of-range'],
  ['too large an amount', '"unitPrice": "10000000000000000"', 'amount-out-of-range'],
  ['1e400', '"unitPrice": 1e400', 'amount-out-of-range'],
  ['16 significant digits', '"unitPrice": 1234567890123.4567', 'amount-out-of-range'],
  ['an amount that is no number', '"unitPrice": "12,50"', 'invalid-request'],
  ['a negative quantity', '"quantity": "-1"', 'invalid-request'],
  ['no quantity', '"quantity": 0', 'invalid-request'],
  ['4 decimals of a quantity', '"quantity": "0.0001"', 'amount-out-of-range'],
  ['a discount above the gross', '"discount": "2.51"', 'invalid-request'],
  ['a rate above 1', '"discountRate": "1.1"', 'invalid-request'],
  ['a lone surrogate', '"product": "\\ud800"', 'invalid-request'],
  ['NUL', '"product": "a\\u0000"', 'invalid-request'],
  ['201 characters', `"product": "${'x'.repeat(201)}"`, 'invalid-request'],
];

/** Fields of the valid sale, as JSON text, and the status and code they are answered with. */
export const BAD_HEADS: readonly (readonly [string, string, number, string])[] = [
  ['a date that does not exist', '"occurredAt": "2023-02-30"', 400, 'invalid-request'],
  ['an hour that does not exist', '"occurredAt": "2023-02-03T25:00:00Z"', 400, 'invalid-request'],
  ['a time without a zone', '"occurredAt": "2023-02-03T10:00:00"', 400, 'invalid-request'],
  ['the future', '"occurredAt": "2999-01-01"', 422, 'occurred-in-future'],
  ['an unknown customer', '"customerId": "nobody"', 422, 'customer-unknown'],
  ['a closed customer', '"customerId": "gone"', 422, 'customer-closed'],
  ['a currency that is no code', '"currency": "euro"', 400, 'invalid-request'],
  ['no lines', '"lines": []', 400, 'invalid-request'],
];

/** Reads that have no answer, and their status. */
export const BAD_READS: readonly (readonly [string, number])[] = [
  ['/v1/query', 400],
  ['/v1/query?metrics=orders&metrics=units', 400],
  ['/v1/query?metrics=orders&colour=red', 400],
  ['/v1/query?metrics=nothing', 400],
  ['/v1/query?metrics=orders&asOf=2023-02-30', 400],
  ['/v1/query?metrics=orders&asOf=2023-02-03T10:00:61Z', 400],
  ['/v1/query?metrics=orders&replay=none', 404],
  ['/v1/query?metrics=target,orders,lines', 400],
  ['/v1/query?metrics=pipeline.unconverted', 400],
  ['/v1/records', 400],
  ['/v1/records?metric=win_rate', 400],
  ['/v1/records?metric=orders&by=region', 400],
  ['/v1/records?metric=orders&limit=0', 400],
  ['/v1/records?metric=orders&cursor=%00', 400],
  ['/v1/cohorts?grain=week', 400],
  ['/v1/cohorts?measure=luck', 400],
  ['/v1/rfm?asOf=soon', 400],
  ['/v1/overdue?limit=-1', 400],
  ['/v1/figures?from=2020-02-30', 400],
  ['/v1/replays/none', 404],
  ['/v1/opportunities/none', 404],
  ['/v1/periods/2020-13', 400],
  ['/v1/periods/2020-01', 404],
  ['/v1/periods/2020-01/restatements', 404],
  ['/v1/query?metrics=orders&where.__proto__=x', 400],
  ['/v1/query?metrics=orders&grain=day&from=0001-01-01', 400],
  ['/v1/query?metrics=orders&position=soon', 400],
  ['/v1/customers?limit=0', 400],
  ['/v1/customers?limit=100000', 400],
  ['/v1/customers?limit=ten', 400],
  ['/v1/customers?limit=1&limit=2', 400],
  ['/v1/customers?colour=red', 400],
  ['/v1/customers?sort=shoe-size', 400],
  ['/v1/customers?cursor=nonsense', 400],
  ['/v1/customers?asOf=yesterday', 400],
  ['/v1/customers/ada?asOf=yesterday', 400],
  ['/v1/customers/ada?q=x', 400],
  ['/v1/customers/%zz', 400],
  ['/v1/customers/nobody', 404],
  ['/v1/customers/nobody/timeline', 404],
  ['/v1/sales/none', 404],
  ['/v1/interactions/none', 404],
  ['/v1/events?limit=-1', 400],
  ['/v1/events?after=1e3', 400],
  ['/v1/dimensions/none', 400],
  ['/v1/nothing', 404],
];
