import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from './raw.js';
import { Stage } from './stage.js';

/** Requests that nobody means, and how they are answered. */
const ODD: readonly (readonly [string, number])[] = [
  ['/v1/customers/%', 400],
  ['/v1/customers/%F0%9F', 400],
  ['/v1/customers/%00', 404],
  ['/v1/customers/a%0Ab', 404],
  ['/v1/customers/__proto__', 404],
  ['/v1/customers/', 404],
  ['//v1/customers', 404],
  ['/v1/../v1/customers', 404],
  ['/v1/customers;x=1', 404],
  ['/v1/customers?asOf=2024-01-01&asOf=2024-01-02', 400],
  ['/v1/customers?limit=abc', 400],
  ['/v1/customers?limit=1e3', 200],
  ['/v1/customers?limit=-1', 400],
  ['/v1/customers?limit[a]=1', 400],
  ['/v1/customers?__proto__=1', 400],
  ['/v1/customers?constructor=1', 400],
  ['/v1/customers?toString=1', 400],
  ['/v1/metrics?colour=1', 400],
  ['/v1/metrics?position=1', 200],
  ['/healthz?at=1', 200],
  ['/v1/customers?q=%00', 200],
  ['/v1/customers?q=%F0', 200],
  ['/v1/customers?cursor=%00', 400],
  ['/v1/customers?asOf=0000-00-00', 400],
  ['/v1/customers?asOf=-271821-04-20', 400],
  ['/v1/customers?asOf=9999-12-31T23:59:60Z', 400],
  ['/v1/dimensions/__proto__', 400],
  ['/v1/dimensions/constructor', 400],
  ['/v1/query?metrics=__proto__', 400],
  ['/v1/query?metrics=constructor', 400],
  ['/v1/query?metrics=orders&by=toString', 400],
  ['/v1/query?metrics=orders&where.__proto__=x', 400],
  ['/v1/query?metrics=orders&where.constructor=x', 400],
  ['/v1/records?metric=__proto__', 400],
  ['/v1/periods/__proto__', 400],
  ['/v1/periods/2024-13', 400],
  ['/v1/replays/__proto__', 404],
  ['/v1/events?after=99999999999999999999', 400],
  ['/v1/events?type=__proto__', 200],
  ['/v1/live?after=x', 400],
  ['/v1/events/stream?after=x', 400],
  ['/v1/sales/a?position=x', 400],
  [`/v1/customers?q=${'x'.repeat(10_000)}`, 400],
];

describe('an odd request', () => {
  let stage: Stage;

  beforeAll(async () => (stage = await Stage.open()));
  afterAll(() => stage.close());

  it.each(ODD)('%s is answered with %i, never with a fault', async (path, status) => {
    const answer = await ask(stage.url, { path });
    // The text tells why where it is another.
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
  });

  it.each([
    ['POST', '/v1/query', { metrics: ['orders'] }],
    ['POST', '/v1/customers', { id: 'stray' }],
    ['PUT', '/v1/questions/stray', { title: 'T', question: { metrics: ['orders'] }, chart: { kind: 'bar' } }],
    ['DELETE', '/v1/questions/stray', undefined],
  ] as const)('%s %s is told that it has no such parameter, and nothing is done', async (method, path, said) => {
    const { status, body } = await stage.send(method, `${path}?asOf=2024-01-01`, said);
    expect([status, body['detail']]).toEqual([400, expect.stringMatching(/^asOf is no parameter of this route/)]);
    const { body: counted } = await stage.send('GET', '/v1/query?metrics=customers.total');
    expect(counted['totals']).toEqual({ 'customers.total': 0 });
  });

  it.each([
    ['/v1/customers?limit=1001', 'limit must not be greater than 1000: it is 1001'],
    ['/v1/customers?limit=many', 'limit must be an integer number: it is "many"'],
    ['/v1/churn-risk?within=soon', ': it is "soon"'],
    ['/v1/customers?sort=shoe', 'shoe'],
    ['/v1/customers?constructor=1', 'property constructor should not exist'],
    ['/v1/customers?asOf=2024-01-01T10:00:00', 'asOf "2024-01-01T10:00:00" has no offset: add Z or +02:00'],
    ['/v1/cohorts?grain=shoe', ': it is "shoe"'],
    ['/v1/sales/a?position=shoe', ', not "shoe"'],
    ['/v1/figures?from=yesterday', 'from must be a date such as 2024-01-31: it is "yesterday"'],
    ['/v1/figures?asOf=yesterday', ', not "yesterday"'],
  ])('%s is told the value that is refused', async (path, text) => {
    const { body } = await stage.send('GET', path);
    expect(body['detail']).toContain(text);
  });
});
