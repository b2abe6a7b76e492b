import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Receiver } from '#testing/receiver.js';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { cutShort, deliveriesOf } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

const DAY = 86_400_000;
/** At which steps the two of a day die. */
const DEATHS = [
  ['before FireAlert', 'before RunReport'],
  ['after FireAlert', 'after RunReport'],
  ['before enqueue', 'after moveOn firing.facts'],
  ['after enqueue', 'before settle'],
  ['after claim', 'after settle'],
] as const;

interface Event {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Two reactors a day, whose clocks are the days ahead: what is sold fires, and the report of the day is due. */
describeDeployment('reactors of one book', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let receiver: Receiver;
  const sold: string[] = [];

  const recorded = async (type: string): Promise<readonly Event['data'][]> => {
    const { events } = (await deployment.api.get('/v1/log?limit=1000')) as { events: readonly Event[] };
    return events.filter((event) => event.type === type).map(({ data }) => data);
  };
  const sell = async (region: string): Promise<void> => {
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '150' }];
    const occurredAt = new Date(Date.now() - 1_000).toISOString();
    expect((await deployment.api.post('/v1/sales', { id: region, occurredAt, region, lines })).status).toBe(201);
    sold.push(region);
  };
  /** Whether all that was sold has fired, the report of each day is made, and everybody was told. */
  const isDone = async (day: number): Promise<boolean> => {
    const [fired, reports] = await Promise.all([recorded('AlertFired'), recorded('ReportRun')]);
    const told = (await deliveriesOf(deployment.api)).filter(({ state }) => state === 'delivered');
    return fired.length >= sold.length && reports.length >= day && told.length >= sold.length + day;
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    receiver = await Receiver.start();
    deployment = await Deployment.start({ folder: scratch.folder, env: { TALLY_WEBHOOK_ALLOW: receiver.place } });
    const { api } = deployment;
    const put = async (path: string, body: object): Promise<void> => {
      const answer = await api.send('PUT', `/v1/${path}`, body);
      expect([answer.body, answer.status]).toEqual([answer.body, 201]);
    };
    await put('channels/hook', { kind: 'webhook', url: receiver.url });
    // Nothing that is over within the days of this.
    const rule = { title: 'Much', metric: 'revenue.net', by: 'region', window: 'last-30-days', severity: 'info' };
    await put('alerts/much', { ...rule, condition: { above: '100' }, channels: ['hook'] });
    await put('questions/orders', { title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } });
    const schedule = { title: 'The day', question: 'orders', every: 'day', at: '00:00', timeZone: 'UTC' };
    await put('schedules/daily', { ...schedule, format: 'csv', channels: ['hook'] });
  });

  afterAll(async () => {
    await deployment.stop();
    await receiver.stop();
    await scratch.remove();
  });

  it('fire each alert and make each report once, whoever is killed at whatever step', async () => {
    // What is done at times begins when it is run for the first time.
    const first = await deployment.addReactor();
    await sell('home');
    await until(() => isDone(0));
    await first.kill('SIGKILL');
    let deaths = 0;
    for (const [i, steps] of DEATHS.entries()) {
      const day = i + 1;
      deaths += await deployment.withDyingReactors(steps, {
        ahead: day * DAY,
        record: () => sell(`region-${String(day)}`),
        isDone: () => isDone(day),
      });
    }
    expect(deaths).toBeGreaterThanOrEqual(DEATHS.length - 1);
    const days = DEATHS.length + 1;
    await Promise.all([days, days].map((day) => deployment.addReactor(day * DAY)));
    await until(() => isDone(days));
    const fired = await recorded('AlertFired');
    const occasions = fired.map(({ part, occasion }) => `${String(part)} ${String(occasion)}`);
    expect(occasions.toSorted()).toEqual(sold.map((region) => `${region} 1`).toSorted());
    const { runs } = (await deployment.api.get('/v1/schedules/daily/runs')) as {
      runs: readonly { readonly run: number; readonly period: string; readonly state: string }[];
    };
    const begun = Date.parse(runs.at(-1)?.period ?? '');
    expect(runs.toReversed().map(({ run, period, state }) => [run, Date.parse(period), state])).toEqual(
      runs.map((_, day) => [day + 1, begun + day * DAY, 'reported']),
    );
    const all = await deliveriesOf(deployment.api);
    const heard = receiver.received.map(({ headers }) => String(headers['webhook-id']));
    expect([...new Set(heard)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    expect(heard.length - all.length).toBeLessThanOrEqual(cutShort(all));
  });
});
