import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

interface Decision {
  readonly at: string;
  readonly customer: string;
  readonly decision: 'taken' | 'skipped';
  readonly reason?: string;
}
interface Opened {
  readonly automation?: string;
  readonly occasion?: string;
}

/** What follows from days and times is held by `live.property`; here it is that the clock of a server brings it. */
describe('automations', () => {
  let stage: Stage;
  const put = (id: string, content: object) =>
    stage.send('PUT', `/v1/automations/${id}`, { title: id, do: [{ followUp: { note: id } }], ...content });
  const live = async (id: string): Promise<readonly Decision[]> =>
    (await stage.get(`/v1/automations/${id}/decisions`))['decisions'] as readonly Decision[];
  const dry = async (id: string, days: object): Promise<readonly Decision[]> => {
    const asked = { ...days, position: stage.position };
    return (await stage.send('POST', `/v1/automations/${id}/dry-run`, asked)).body['decisions'] as readonly Decision[];
  };
  /** History that nobody is to be told of. */
  const load = async (data: object): Promise<void> => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = JSON.stringify({ type: 'RecordSale', data });
    const answer = await fetch(`${stage.url}/v1/bulk?quiet=true`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ accepted: 1, errors: [] });
  };
  /** Until everything recorded was decided about, and done. */
  const settled = async (): Promise<void> => {
    const { log } = stage.book;
    for (let tail = -1; tail !== (await log.tail());) {
      tail = await log.tail();
      for (const name of ['action.decisions', 'action.tasks'])
        await until(async () => ((await stage.book.outbox().checkpoint(name)) ?? 0) >= tail);
    }
    stage.position = String(await log.tail());
  };

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T20:00:00Z');
  });
  afterAll(() => stage.close());

  it('act on what a day turns a customer into, at times, after a wait, and on whom a campaign is for', async () => {
    const start = '2024-06-01';
    const midnight = Date.parse(start);
    const fresh = { title: 'Fresh', rule: 'last_purchase_days < 2' };
    expect((await stage.send('PUT', '/v1/segments/fresh', fresh)).status).toBe(201);
    for (const id of ['eve', 'fay']) await stage.record('/v1/customers', { id, registeredAt: start });
    await stage.record('/v1/sales', sale('e1', 'eve', start, '10'));
    await load(sale('f1', 'fay', start, '10'));
    const said: Readonly<Record<string, object>> = {
      enters: { on: { enters: 'fresh' } },
      leaves: { on: { leaves: 'fresh' }, wait: '6h' },
      daily: { on: { every: '30 7 * * *', segment: 'fresh' }, if: 'last_purchase_days < 1' },
      patient: { on: { fact: 'LogInteraction' }, wait: '1d', if: 'orders == 1' },
      spring: { on: { now: 'fresh' } },
    };
    for (const [id, content] of Object.entries(said)) expect((await put(id, content)).status).toBe(201);
    for (const customerId of ['eve', 'fay']) {
      const call = { id: `w-${customerId}`, customerId, occurredAt: `${start}T20:00:00Z`, kind: 'call' };
      await stage.record('/v1/interactions', call);
    }
    // Of what was due by the clock while nobody looked each is judged by what was known then.
    stage.at(new Date(midnight + 3.5 * 86_400_000).toISOString());
    const ran = async (): Promise<number> => (await stage.book.outbox().checkpoint('schedule:action.due')) ?? 0;
    await until(async () => (await ran()) >= stage.now.getTime());
    await settled();
    const told: Record<string, readonly string[]> = {};
    for (const id of Object.keys(said)) {
      const decisions = await live(id);
      const hours = ({ at }: Decision): string => String((Date.parse(at) - midnight) / 3_600_000);
      told[id] = decisions.map((one) => `${one.customer} ${hours(one)} ${one.reason ?? one.decision}`);
      expect(await dry(id, { from: start })).toEqual(decisions);
    }
    expect(told).toEqual({
      enters: ['eve 24 taken'],
      leaves: ['eve 72 taken', 'fay 72 taken'],
      daily: ['eve 31.5 taken', 'fay 31.5 taken', 'eve 55.5 condition', 'fay 55.5 condition'],
      patient: ['eve 20 taken', 'fay 20 taken'],
      spring: ['eve 20 taken', 'fay 20 taken'],
    });
    const { followUps } = (await stage.get('/v1/follow-ups?limit=1000')) as { readonly followUps: readonly Opened[] };
    const opened = followUps.filter(({ automation }) => automation === 'leaves');
    expect(opened.map(({ occasion }) => occasion)).toEqual(Array(2).fill(`leaves:fresh@${dayAfter(start, 2)}`));
  });
});

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
