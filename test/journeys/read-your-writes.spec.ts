import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FACT_EXAMPLES } from '#apps/api/description/example.js';
import { EXAMPLES } from '#apps/api/description/examples.js';
import { sale, Stage } from './stage.js';

/** They look at the process, at the outbox, at the log itself or at what it says of access, which are never behind. */
const NOT_BEHIND = [
  '/healthz',
  '/readyz',
  '/auth',
  '/v1/log',
  '/v1/bulk',
  '/v1/cloudevents',
  '/v1/quarantine/{id}/resubmit',
  '/v1/imports',
  '/v1/imports/presets',
  '/v1/imports/{id}',
  '/v1/imports/{id}/refusals',
  '/v1/deliveries',
  '/v1/deliveries/{id}/retry',
  '/v1/channels/{id}/test',
  '/v1/webhooks/{id}/secret',
  '/v1/keys',
  '/v1/keys/{id}/rotate',
  '/v1/keys/{id}/revoke',
  '/v1/roles',
  '/v1/grants',
  '/v1/grants/{id}/withdraw',
  '/v1/quotas',
  '/v1/audit',
  '/v1/backups',
  '/v1/customers/{id}/erase',
  '/v1/customers/{id}/export',
];

describe('a position', () => {
  let stage: Stage;
  let waitedFor: number[] = [];
  /** What the request waits for first: what is done by itself after facts waits for the end of the log, which is further. */
  const first = () => waitedFor.find((position) => position < Number(stage.position));
  beforeAll(async () => {
    // Its clock stands still: whatever is done at times would wait for positions of its own.
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    const { models } = stage.book;
    const waitFor = models.waitFor.bind(models);
    models.waitFor = (position) => {
      waitedFor.push(position);
      return waitFor(position);
    };
  });
  afterAll(() => stage.close());

  it('is waited for by every route that reads', async () => {
    const reads = EXAMPLES.filter((one) => !FACT_EXAMPLES.includes(one) && !NOT_BEHIND.includes(one.route));
    expect(reads.length).toBeGreaterThan(20);
    for (const { method, route, path = [], query = {}, body } of reads) {
      let at = 0;
      const filled = route.replaceAll(/\{\w+\}/g, () => path[at++] ?? '');
      waitedFor = [];
      await stage.send(method, `${filled}?${new URLSearchParams({ ...query, position: '1' }).toString()}`, body);
      expect([method, route, first()]).toEqual([method, route, 1]);
    }
  });

  it('is waited for in a body as in an address', async () => {
    for (const [path, body] of [
      ['/v1/query', { metrics: ['orders'] }],
      ['/v1/explain', { metric: 'orders', a: { asOf: '2024-01-01' }, b: {} }],
      ['/v1/policies/lifecycle/preview', { policy: { churnAfterDays: 30 } }],
      ['/v1/replays', {}],
    ] as const) {
      waitedFor = [];
      const { status } = await stage.send('POST', path, { ...body, position: '1' });
      expect([path, status < 300, first()]).toEqual([path, true, 1]);
    }
  });

  it('given to a preview has it see the sale just recorded', async () => {
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-05-20', '10'));
    const { body } = await stage.send('POST', `/v1/policies/lifecycle/preview?position=${stage.position}`, {
      policy: { churnAfterDays: 100 },
    });
    expect(body['current']).toEqual({ new: { customers: 1, revenue: '10' } });
  });
});
