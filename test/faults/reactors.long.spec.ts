import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import type { Program } from '../processes/program.js';
import { until } from '../processes/until.js';
import { TcpProxy } from './tcp-proxy.js';

const ROOT = new URL('../..', import.meta.url).pathname;
/** Steps of a reactor that is alone with a ticket: its command, its delivery, two moves of the checkpoint, a claim and its end, before and after each. */
const STEPS = 11;

describeDeployment('reactors', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let proxy: TcpProxy;
  let env: Readonly<Record<string, string>>;
  const opened: string[] = [];
  const desk = (): readonly string[] => {
    const file = join(scratch.folder, 'desk');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };
  const open = async (id: string): Promise<void> => {
    const ticket = { id, customerId: 'ada', topic: 'delivery', occurredAt: '2024-03-06T12:00:00Z' };
    expect((await deployment.api.post('/v1/tickets', ticket)).status).toBe(201);
    opened.push(id);
  };
  const expected = (): readonly string[] => opened.map((id) => `escalation-${id}`).toSorted();
  const told = (): Promise<void> => until(() => new Set(desk()).size === opened.length);
  const flagged = async (): Promise<unknown> => {
    const { tail: position } = await deployment.api.get('/v1/log?limit=1');
    const question = { metrics: ['tickets.flagged'], asOf: '2024-03-06', position };
    return (await deployment.api.post('/v1/query', question)).body['totals'];
  };
  /** @param series with its labels; 0 where nothing was counted of it */
  const measured = async (reactor: Program, series: string): Promise<number> => {
    const text = await (await fetch(`${reactor.said}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.slice(series.length) ?? 0);
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    const plugins = {
      TALLY_PLUGINS: join(ROOT, 'test/architecture/plugins/tickets.mjs'),
      TICKETS_DESK: join(scratch.folder, 'desk'),
    };
    deployment = await Deployment.start({ folder: scratch.folder, env: plugins });
    const uri = new URL(deployment.env['MONGODB_URI'] ?? '');
    proxy = await TcpProxy.before(Number(uri.port));
    uri.host = `127.0.0.1:${String(proxy.port)}`;
    env = { MONGODB_URI: uri.href };
    const { api } = deployment;
    await api.post('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '2000' }];
    await api.post('/v1/sales', { id: 's1', customerId: 'ada', occurredAt: '2024-03-01', lines });
  });

  afterAll(async () => {
    await deployment.stop();
    await proxy.close();
    await scratch.remove();
  });

  it('do everything once where two stand side by side', async () => {
    const reactors = await Promise.all([0, 1].map(() => deployment.add('reactor', env)));
    for (let i = 0; i < 12; i++) await open(`t${String(i)}`);
    await told();
    expect(desk().toSorted()).toEqual(expected());
    expect(await flagged()).toEqual({ 'tickets.flagged': 12 });
    for (const series of [
      'tally_reaction_facts_total{name="ticket.escalation"}',
      'tally_reaction_deliveries_total{name="ticket.escalation"}',
      'tally_delivery_attempts_total{kind="note",outcome="delivered"}',
    ]) {
      const sum = async (): Promise<number> => {
        const [one, other] = await Promise.all(reactors.map((reactor) => measured(reactor, series)));
        return (one ?? 0) + (other ?? 0);
      };
      // What has been sent is counted when that is on record.
      await until(async () => (await sum()) >= 12);
      expect([series, await sum()]).toEqual([series, 12]);
    }
    for (const one of reactors) await until(async () => (await measured(one, 'tally_deliveries_open')) === 0);
  });

  it('go on after MongoDB was away, with what came meanwhile', async () => {
    const reactor = deployment.one('reactor');
    const ready = async (): Promise<number> => (await fetch(`${reactor.said}/readyz`)).status;
    await proxy.refuse();
    await until(async () => (await ready()) === 503);
    await open('meanwhile');
    await proxy.restore();
    await told();
    await until(async () => (await ready()) === 200);
    expect(desk().toSorted()).toEqual(expected());
    await Promise.all(deployment.programs.reactor.map((one) => one.stop()));
  });

  it('do everything once, at whatever step each of them is killed', async () => {
    const mortal = { ...env, NODE_OPTIONS: `--import ${join(ROOT, 'test/processes/dies-at.mjs')}` };
    // The last step first: what one leaves is little for the next, who dies earlier.
    for (let step = STEPS - 1; step >= 0; step--) {
      // What it has left to do may kill it before it says that it runs.
      const starting = deployment.add('reactor', { ...mortal, DIES_AT: String(step) }).catch(() => undefined);
      await open(`k${String(step)}`);
      const reactor = await starting;
      if (reactor !== undefined) await until(() => reactor.ended);
    }
    // What a dead process had in hand is claimed for a minute.
    const later = { ...env, NODE_OPTIONS: `--import ${join(ROOT, 'test/processes/clock-ahead.mjs')}` };
    const last = await deployment.add('reactor', later);
    await told();
    await until(async () => (await measured(last, 'tally_deliveries_open')) === 0);
    expect([...new Set(desk())].toSorted()).toEqual(expected());
    expect(await flagged()).toEqual({ 'tickets.flagged': opened.length });
    // The desk hears twice only of what one had in hand that died before it could say so: twice from the claim's step on.
    expect(desk().length - opened.length).toBeLessThanOrEqual(3);
  });
});
