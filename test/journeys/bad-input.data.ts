/** Every route that takes a body, with a body it accepts. Ids in paths exist: see the journey's beginning. */
export interface WriteRoute {
  readonly method: 'POST' | 'PATCH' | 'PUT';
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
  {
    method: 'PUT',
    path: '/v1/questions/q-1',
    valid: {
      title: 'T',
      description: 'd',
      question: { metrics: ['orders'] },
      chart: { kind: 'bar' },
      ifMatch: 0,
      actor: 'me',
    },
  },
  { method: 'PUT', path: '/v1/segments/s-1', valid: { title: 'T', rule: 'overdue', ifMatch: 0, actor: 'me' } },
  { method: 'PATCH', path: '/v1/customers/ada', valid: { id: 'change', effectiveAt: '2024-02-01', region: 'south' } },
  { method: 'POST', path: '/v1/customers/ada/close', valid: { id: 'close', occurredAt: '2024-06-01', reason: 'r' } },
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
      credits: [{ salesperson: 'p', share: '1' }],
      salesperson: 'p',
      region: 'r',
      channel: 'web',
      opportunityId: 'o-1',
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
    path: '/v1/opportunities',
    valid: {
      id: 'deal',
      customerId: 'ada',
      openedAt: '2024-03-01',
      title: 't',
      product: 'tea',
      salesperson: 'p',
      region: 'r',
      value: '10',
      currency: 'USD',
      expectedCloseOn: '2024-05-01',
      probability: '0.5',
    },
  },
  {
    method: 'PATCH',
    path: '/v1/opportunities/o-1',
    valid: { id: 'move', occurredAt: '2024-03-05', stage: 'offer', value: '12', salesperson: 'p' },
  },
  {
    method: 'POST',
    path: '/v1/opportunities/o-1/win',
    valid: { id: 'win', occurredAt: '2024-03-09', value: '12', credits: [{ salesperson: 'p', share: '1' }] },
  },
  { method: 'POST', path: '/v1/opportunities/o-1/lose', valid: { id: 'lose', occurredAt: '2024-03-09', reason: 'r' } },
  { method: 'POST', path: '/v1/opportunities/o-2/reopen', valid: { id: 'back', occurredAt: '2024-03-09' } },
  { method: 'POST', path: '/v1/rates', valid: { id: 'rate', currency: 'EUR', from: '2024-01-01', rate: '1.1' } },
  {
    method: 'POST',
    path: '/v1/targets',
    valid: { id: 'goal', metric: 'orders', from: '2024-01-01', to: '2024-12-31', value: '9', where: { region: 'r' } },
  },
  {
    method: 'POST',
    path: '/v1/policies/lifecycle',
    valid: { id: 'policy', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60 } },
  },
  {
    method: 'POST',
    path: '/v1/policies/tiers',
    valid: { id: 'tiers', effectiveFrom: '2024-01-01', policy: { tiers: [{ name: 'all' }] } },
  },
  {
    method: 'POST',
    path: '/v1/policies/lifecycle/preview',
    valid: { policy: { churnAfterDays: 60 }, effectiveFrom: '2024-01-01', asOf: '2024-03-01', from: '2024-01-01' },
  },
  {
    method: 'POST',
    path: '/v1/explain',
    valid: {
      metric: 'orders',
      where: { region: ['r'] },
      from: '2024-01-01',
      to: '2024-02-01',
      a: { asOf: '2024-02-01' },
      b: {},
      part: 'late',
      limit: 5,
    },
  },
  {
    method: 'POST',
    path: '/v1/funnels',
    valid: {
      steps: [{ event: 'CustomerRegistered', where: { region: ['r'] } }, { event: 'SaleRecorded' }],
      within: '30d',
      by: ['region'],
      grain: 'quarter',
      from: '2024-01-01',
      to: '2024-02-01',
      asOf: '2024-03-01',
      knownAt: '2024-03-01',
      position: '1',
    },
  },
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
