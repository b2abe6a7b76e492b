import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

interface Decision {
  readonly at: string;
  readonly customer: string;
  readonly decision: 'taken' | 'skipped';
  readonly reason?: string;
}

const REACTIONS = ['action.decisions', 'action.tasks'];

describe('automations', () => {
  let stage: Stage;
  const put = (id: string, content: object) =>
    stage.send('PUT', `/v1/automations/${id}`, { title: id, do: [{ followUp: { note: id } }], ...content });
  /** All that there is, page by page. */
  const all = async (ask: (cursor: object) => Promise<Readonly<Record<string, unknown>>>): Promise<Decision[]> => {
    const found: Decision[] = [];
    for (let cursor: object | undefined = {}; cursor !== undefined;) {
      const { decisions, next } = await ask(cursor);
      found.push(...(decisions as readonly Decision[]));
      cursor = next === null ? undefined : { cursor: next };
    }
    return found;
  };
  const live = (id: string) =>
    all((cursor) =>
      stage.get(`/v1/automations/${id}/decisions?${new URLSearchParams({ limit: '7', ...cursor }).toString()}`),
    );
  const dry = (id: string, days: object) =>
    all(async (cursor) => {
      const { status, body } = await stage.send('POST', `/v1/automations/${id}/dry-run`, {
        ...days,
        ...cursor,
        limit: 7,
        position: stage.position,
      });
      expect([status, body['detail']]).toEqual([200, undefined]);
      return body;
    });
  const inWords = (decisions: readonly Decision[]): readonly string[] =>
    decisions.map(({ customer, decision, reason }) => `${customer} ${reason ?? decision}`);
  /** Until everything recorded was decided about, and done. */
  const settled = async (): Promise<void> => {
    const { log } = stage.book;
    const outbox = stage.book.outbox();
    for (let tail = -1; tail !== (await log.tail());) {
      tail = await log.tail();
      for (const name of REACTIONS) await until(async () => ((await outbox.checkpoint(name)) ?? 0) >= tail);
    }
    stage.position = String(await log.tail());
    await stage.book.models.waitFor(await log.tail());
  };
  const followUps = async (): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await stage.get('/v1/follow-ups?limit=1000'))['followUps'] as readonly Readonly<Record<string, unknown>>[];
  /** History that nobody is to be told of. */
  const load = async (data: object): Promise<void> => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = JSON.stringify({ type: 'RecordSale', data });
    const answer = await fetch(`${stage.url}/v1/bulk?quiet=true`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ accepted: 1, errors: [] });
  };
  const register = (id: string, at: string) =>
    stage.record('/v1/customers', { id, registeredAt: at, salesperson: id === 'ada' ? 'Ann' : undefined });

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    for (const id of ['ada', 'bob', 'cyd']) await register(id, '2024-01-01');
    // Before any automation is there nothing is an occasion.
    await stage.record('/v1/sales', sale('s0', 'ada', '2024-06-01', '5'));
    const rule = { on: { fact: 'RecordSale' }, if: 'revenue > money("100")' };
    await put('each', rule);
    await put('first', { ...rule, once: 'per-customer' });
    await put('some', { ...rule, holdOut: '0.5', once: 'per-year' });
    await put('off', { ...rule, enabled: false });
    await put('large', { on: { fact: 'RecordSale', where: 'event.total >= money("40")' } });
    const call = { followUp: { assign: 'salesperson', due: '3d', note: 'call' } };
    await put('calls', { on: { fact: 'LogInteraction' }, do: [call, { followUp: { assign: 'Ben' } }] });
  });
  afterAll(() => stage.close());

  it('decide what a dry run over the same days says, of whatever comes', async () => {
    const fact = fc.record({
      customer: fc.constantFrom('ada', 'bob', 'cyd', undefined),
      amount: fc.integer({ min: 1, max: 80 }),
      /** Days that it comes late, and until the next. */
      late: fc.constantFrom(0, 0, 0, 2, 3, 9),
      after: fc.constantFrom(0, 0, 1, 40),
      quiet: fc.constantFrom(false, false, false, true),
    });
    const [facts = []] = fc.sample(fc.array(fact, { minLength: 40, maxLength: 40 }), { seed: 20240601, numRuns: 1 });
    let day = Date.parse('2024-06-02T12:00:00Z');
    for (const [i, { customer, amount, late, after, quiet }] of facts.entries()) {
      day += after * 86_400_000;
      stage.at(new Date(day).toISOString());
      const on = new Date(day - late * 86_400_000).toISOString().slice(0, 10);
      const said = sale(`r${String(i)}`, customer, on, String(amount));
      if (!quiet) await stage.record('/v1/sales', said);
      else await load(said);
    }
    await settled();
    const large = facts.flatMap(({ customer, amount, quiet }) => (!quiet && amount >= 40 ? (customer ?? []) : []));
    const decided = await live('large');
    expect([decided.map(({ customer }) => customer), large.length > 3]).toEqual([large, true]);
    expect(await dry('large', { from: '2024-06-02' })).toEqual(decided);
    const words = new Set<string>();
    for (const id of ['each', 'first', 'some', 'off']) {
      const decisions = await live(id);
      expect(await dry(id, { from: '2024-06-02' })).toEqual(decisions);
      expect(decisions.length).toBeGreaterThan(10);
      // A part of the days goes on from what was decided before them.
      const from = decisions[12]?.at.slice(0, 10) ?? '';
      const since = decisions.filter(({ at }) => at.slice(0, 10) >= from);
      expect(await dry(id, { from })).toEqual(since);
      for (const { decision, reason } of decisions) words.add(reason ?? decision);
    }
    expect([...words].sort()).toEqual(['condition', 'disabled', 'hold-out', 'late', 'once', 'taken']);
    const takenOnce = inWords(await live('first')).filter((word) => word.endsWith('taken'));
    expect(takenOnce).toEqual([...new Set(takenOnce)]);
  });

  it('open a follow-up for each action, for whoever sells to the customer', async () => {
    const day = stage.now.toISOString().slice(0, 10);
    for (const customerId of ['ada', 'bob'])
      await stage.record('/v1/interactions', {
        id: `i-${customerId}`,
        customerId,
        occurredAt: `${day}T01:00:00Z`,
        kind: 'call',
      });
    await settled();
    const opened = (await followUps()).filter(({ automation }) => automation === 'calls');
    const due = new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(opened.map(({ customer, assignee, due: until, note }) => [customer, assignee, until, note])).toEqual([
      ['ada', 'Ann', due, 'call'],
      ['ada', 'Ben', null, null],
      ['bob', null, due, 'call'],
      ['bob', 'Ben', null, null],
    ]);
  });

  it('act once, also where all that was done is gone through again', async () => {
    const [decisions, opened] = [await live('each'), await followUps()];
    const outbox = stage.book.outbox();
    for (const name of REACTIONS) {
      // As after a crash that lost every step of the way.
      let moved = 'stale';
      while (moved === 'stale') moved = await outbox.moveOn(name, await outbox.checkpoint(name), 0);
    }
    await stage.stop();
    await stage.start();
    await settled();
    expect(await live('each')).toEqual(decisions);
    expect(await followUps()).toEqual(opened);
    // What was left to be decided is decided by the way.
    const day = stage.now.toISOString().slice(0, 10);
    await stage.record('/v1/sales', sale('again', 'ada', day, '500'));
    await settled();
    expect(inWords(await live('each'))).toEqual([...inWords(decisions), 'ada taken']);
    // By `each` and by `large`, and by `some` where the customer is not held out.
    expect(await followUps()).toHaveLength(
      opened.length +
        2 +
        (await live('some')).filter(({ at, decision }) => at.startsWith(day) && decision === 'taken').length,
    );
  });

  it('give customers to somebody, and attributes, which may set others off', async () => {
    const day = stage.now.toISOString().slice(0, 10);
    await put('changes', { on: { fact: 'ChangeCustomer' } });
    await put('seen', {
      on: { fact: 'RegisterCustomer' },
      do: [{ assign: { inTurn: ['Ann', 'Ben', 'Cyd'] } }, { tag: { seen: 'yes', by: 'a, b' } }],
    });
    await put('busy', {
      on: { fact: 'CloseCustomer' },
      do: [{ assign: { fewestFollowUps: ['Ann', 'Ben', 'Dan'] } }, { followUp: { note: 'why?' } }],
    });
    await put('bens', { on: { fact: 'ReopenCustomer' }, do: [{ assign: { salesperson: 'Ben' } }] });
    const ids = ['n0', 'n1', 'n2', 'n3'];
    // What is said of a customer last stands: each a second after the other.
    const later = () => stage.at(new Date(stage.now.getTime() + 1_000).toISOString());
    for (const id of ids)
      await stage.record('/v1/customers', { id, registeredAt: day, attributes: { size: 'L', by: 'hand' } });
    await settled();
    const shown = (id: string) => stage.get(`/v1/customers/${id}`);
    const attributes = { size: 'L', seen: 'yes', by: 'a, b' };
    expect(await Promise.all(ids.map(shown))).toMatchObject(
      ['Ann', 'Ben', 'Cyd', 'Ann'].map((salesperson) => ({ salesperson, attributes })),
    );
    later();
    await stage.record('/v1/customers/n0/close', { id: 'close-n0' });
    await settled();
    await stage.record('/v1/customers/n1/close', { id: 'close-n1' });
    await settled();
    later();
    await stage.record('/v1/customers/n1/reopen', { id: 'open-n1' });
    await settled();
    expect([(await shown('n0'))['salesperson'], (await shown('n1'))['salesperson']]).toEqual(['Dan', 'Ben']);
    // Each change is an occasion, by hand as by an automation.
    await stage.record('/v1/customers/n2', { id: 'by-hand', region: 'north' }, 'PATCH');
    await settled();
    const changes = await live('changes');
    expect(ids.map((id) => changes.filter(({ customer }) => customer === id).length)).toEqual([3, 4, 3, 2]);
    const dryRun = await dry('seen', { from: day });
    expect([dryRun, dryRun.length]).toEqual([await live('seen'), 4]);
    const { events } = await stage.get('/v1/events?customerId=n0&type=CustomerChanged');
    expect(events).toMatchObject([
      { emitter: 'automation', actor: 'seen', data: { attributes: { salesperson: 'Ann' } } },
      { emitter: 'automation', actor: 'seen', data: { personal: { attributes } } },
      { emitter: 'automation', actor: 'busy', data: { attributes: { salesperson: 'Dan' } } },
    ]);
  });

  it('judge by the version that there was, and nothing once they are retired', async () => {
    const decisions = await live('each');
    await put('each', { on: { fact: 'RecordSale' }, if: 'orders > 1000' });
    const day = stage.now.toISOString().slice(0, 10);
    await stage.record('/v1/sales', sale('v2', 'ada', day, '500'));
    await settled();
    expect((await live('each')).slice(decisions.length)).toMatchObject([{ reason: 'condition', version: 2 }]);
    expect((await stage.send('DELETE', '/v1/automations/each')).status).toBe(200);
    await stage.record('/v1/sales', sale('v3', 'ada', day, '500'));
    await settled();
    expect(await stage.problem('GET', '/v1/automations/each/decisions')).toBe('404 not-found');
    const { events } = await stage.get('/v1/events?customerId=ada&type=ActionSkipped&limit=1000');
    const made = (events as readonly { readonly data: { readonly automation: string } }[]).filter(
      ({ data }) => data.automation === 'each',
    );
    expect(made.at(-1)?.data).toMatchObject({ version: 2 });
  });

  it('are checked when they are saved', async () => {
    const on = { fact: 'RecordSale' };
    const refusals: unknown[] = [];
    for (const content of [
      { on: { fact: 'SetRate' } },
      { on: { enters: 'good' } },
      { on: {} },
      { on: { ...on, stage: { to: 'churned' } } },
      { on: { stage: { to: 'asleep' } } },
      { on: { every: '0 9 * * 1' } },
      { on: { every: 'mondays', segment: 'good' } },
      { on: { date: { of: 'birthday', after: '3d' } } },
      { on: { date: { of: 'registration', after: '3d', before: '3d' } } },
      { on: { inactivity: { opportunity: 'long' } } },
      { on: { stage: {}, where: 'event.total > money("5")' } },
      { on, if: 'visits > 3' },
      { on, if: 'r == "5"' },
      { on: { ...on, where: 'p_alive > "1"' } },
      { on, wait: '2 days' },
      { on, do: [{ followUp: { note: 'Hello {{name}}' } }] },
      { on, do: [{ followUp: { due: 'soon' } }] },
      { on, do: [{}] },
      { on, do: [{ followUp: {}, tag: { a: 'b' } }] },
      { on, do: [{ tag: {} }] },
      { on, do: [{ assign: {} }] },
      { on, do: [{ assign: { salesperson: 'Ann', inTurn: ['Ben'] } }] },
      { on, do: [{ assign: { inTurn: [] } }] },
      { on, do: [{ assign: { salesperson: 'Ann' } }, { assign: { salesperson: 'Ben' } }] },
      { on, holdOut: '2' },
    ]) {
      const { status, body } = await put('odd', content);
      refusals.push([status, (body['errors'] as readonly { field: string }[]).map(({ field }) => field)]);
    }
    expect(refusals).toEqual([
      [400, ['on.fact']],
      [400, ['on.enters']],
      [400, ['on']],
      [400, ['on']],
      [400, ['on.stage.to']],
      [400, ['on.segment']],
      [400, ['on.every']],
      [400, ['on.date.of']],
      [400, ['on.date.before']],
      [400, ['on.inactivity.opportunity']],
      [400, ['on.where']],
      [400, ['if']],
      [400, ['if']],
      [400, ['on.where']],
      [400, ['wait']],
      [400, ['do[0].followUp.note']],
      [400, ['do[0].followUp.due']],
      [400, ['do[0]']],
      [400, ['do[0]']],
      [400, ['do[0].tag']],
      [400, ['do[0].assign']],
      [400, ['do[0].assign']],
      [400, ['do[0].assign.inTurn']],
      [400, ['do']],
      [400, ['holdOut']],
    ]);
    expect(await stage.problem('POST', '/v1/automations/off/dry-run', {})).toBe('400 invalid-request');
    expect(await stage.problem('POST', '/v1/automations/none/dry-run', { from: '2024-01-01' })).toBe('404 not-found');
  });
});
