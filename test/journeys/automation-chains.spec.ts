import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

interface Decision {
  readonly customer: string;
  readonly decision: 'taken' | 'skipped';
  readonly reason?: string;
  readonly causes?: readonly { readonly automation: string }[];
}

const REACTIONS = ['action.decisions', 'action.tasks', 'chain.stops'];
const LINE = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6'];

describe('automations that set each other off', () => {
  let stage: Stage;
  const put = (id: string, content: object) =>
    stage.record(`/v1/automations/${id}`, { title: id, do: [{ followUp: {} }], ...content }, 'PUT');
  const givenTo = (id: string) => ({ fact: 'ChangeCustomer', where: `event.salesperson == "${id}"` });
  const give = (id: string, to: string) => stage.record('/v1/customers/ada', { id, salesperson: to }, 'PATCH');
  const decisionsOf = async (id: string): Promise<readonly Decision[]> =>
    (await stage.get(`/v1/automations/${id}/decisions?limit=1000`))['decisions'] as readonly Decision[];
  const inWords = (decisions: readonly Decision[]): readonly string[] =>
    decisions.map(({ causes = [], decision, reason }) =>
      [...causes.map(({ automation }) => automation), reason ?? decision].join(' '),
    );
  /** Until everything recorded was decided about, and done. */
  const settled = async (): Promise<void> => {
    const { log, models } = stage.book;
    const outbox = stage.book.outbox();
    for (let tail = -1; tail !== (await log.tail());) {
      tail = await log.tail();
      for (const name of REACTIONS) await until(async () => ((await outbox.checkpoint(name)) ?? 0) >= tail);
    }
    stage.position = String(await log.tail());
    await models.waitFor(await log.tail());
  };
  const goOn = (milliseconds: number) => stage.at(new Date(stage.now.getTime() + milliseconds).toISOString());
  /** Until something holds that the turn of a minute brings, the clock going on meanwhile. */
  const inAMinute = (holds: () => Promise<boolean>): Promise<void> => {
    goOn(60_000);
    return until(async () => {
      goOn(10);
      return holds();
    });
  };

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    for (const [i, id] of LINE.entries())
      await put(id, { on: givenTo(id), do: [{ assign: { salesperson: LINE[i + 1] ?? 'a0' } }] });
  });
  afterAll(() => stage.close());

  it('are stopped after five, and an alert says so', async () => {
    await give('by-hand', 'a0');
    await settled();
    const made = await Promise.all(LINE.map(async (id) => inWords(await decisionsOf(id))));
    const chain = LINE.map((_, i) => [...LINE.slice(0, i), i < 5 ? 'taken' : 'chain'].join(' '));
    expect(made).toEqual([...chain.slice(0, 6).map((one) => [one]), []]);
    const dry = await stage.send('POST', '/v1/automations/a5/dry-run', { from: '2024-06-01' });
    expect(dry.body['decisions']).toEqual(await decisionsOf('a5'));
    const { events } = await stage.get('/v1/events?type=ChainStopped');
    expect(events).toMatchObject([
      { data: { customer: 'ada', automation: 'a5', causes: [{ automation: 'a0' }, {}, {}, {}, {}] } },
    ]);
    const alert = () => stage.send('GET', '/v1/alerts/system.chains-stopped');
    await inAMinute(async () => (await alert()).status === 200);
    await inAMinute(async () => JSON.stringify((await alert()).body['parts']).includes('firing'));
    expect((await alert()).body).toMatchObject({
      severity: 'warning',
      parts: [{ part: 'a5', state: 'firing', value: 1 }],
    });
  });

  it('do nothing about what they led to themselves', async () => {
    for (const id of LINE) await stage.send('DELETE', `/v1/automations/${id}`);
    await put('there', { on: givenTo('Ann'), do: [{ assign: { salesperson: 'Ben' } }] });
    await put('back', { on: givenTo('Ben'), do: [{ assign: { salesperson: 'Ann' } }] });
    await give('again', 'Ann');
    await settled();
    expect(inWords(await decisionsOf('there'))).toEqual(['taken', 'there back loop']);
    expect(inWords(await decisionsOf('back'))).toEqual(['there taken']);
  });

  it('go on by what customers become of it with the end of the day', async () => {
    await stage.record('/v1/segments/buyers', { title: 'Buyers', rule: 'attributes["bought"] == "yes"' }, 'PUT');
    await put('marks', { on: { fact: 'RecordSale' }, do: [{ tag: { bought: 'yes' } }] });
    await put('welcomes', { on: { enters: 'buyers' } });
    await stage.record('/v1/sales', sale('s1', 'ada', stage.now.toISOString().slice(0, 10), '5'));
    await settled();
    stage.at(new Date(Math.ceil(stage.now.getTime() / 86_400_000) * 86_400_000).toISOString());
    await inAMinute(async () => (await decisionsOf('welcomes')).length > 0);
    expect(inWords(await decisionsOf('welcomes'))).toEqual(['marks taken']);
  });
});
