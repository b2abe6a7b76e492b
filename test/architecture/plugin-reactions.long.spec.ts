import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { Program } from '../processes/program.js';
import { until } from '../processes/until.js';
import { LISTENS, scratchFolder, Server, tally } from '../journeys/server.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const TALLY_PLUGINS = join(ROOT, 'test/architecture/plugins/tickets.mjs');
/** Of one ticket: its command, its delivery, two moves of the checkpoint, a claim and its end, before and after each. */
const STEPS = 11;

/** `tickets` flags the tickets of customers whose tier is high, and tells the desk. */
describe('what a subject does by itself', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const at = (name: string): string => join(scratch.folder, name);
  const told = (desk = at('desk')): readonly string[] =>
    existsSync(desk) ? readFileSync(desk, 'utf8').trim().split('\n') : [];
  /** What processes start with besides. */
  let later: Readonly<Record<string, string>> = {};
  const env = (folder: string, desk = at('desk')) => {
    return { TALLY_PLUGINS, TALLY_PORT: '0', TALLY_DATA_DIR: at(folder), TICKETS_DESK: desk, ...later };
  };
  const start = (folder: string, desk?: string): Promise<Server> => Server.start(at(folder), env(folder, desk));
  const ticket = (id: string, customerId = 'ada') => {
    return { id, customerId, topic: 'delivery', occurredAt: '2024-03-06T12:00:00Z' };
  };
  const escalations = (ids: readonly string[]): readonly string[] => ids.map((id) => `escalation-${id}`).toSorted();
  /** How many tickets are flagged in the figures, when they have all there is. */
  const flagged = async (server: Server): Promise<unknown> => {
    const { tail: position } = await server.get('/v1/log?limit=1');
    const question = { metrics: ['tickets.flagged'], asOf: '2024-03-06', position };
    return (await server.post('/v1/query', question)).body['totals'];
  };
  const measures = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();
  const opened: string[] = [];
  let server: Server;

  /** Opens one more ticket, and waits until the desk has heard of it. */
  const open = async (id: string, desk?: string): Promise<void> => {
    expect((await server.post('/v1/tickets', ticket(id))).status).toBe(201);
    opened.push(id);
    await until(() => told(desk).includes(`escalation-${id}`));
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await start('data');
    for (const id of ['ada', 'bob']) await server.post('/v1/customers', { id, registeredAt: '2024-01-01' });
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '2000' }];
    await server.post('/v1/sales', { id: 's1', customerId: 'ada', occurredAt: '2024-03-01', lines });
  });

  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('follows its facts, and asks the figures what they say', async () => {
    expect((await server.post('/v1/tickets', ticket('low', 'bob'))).status).toBe(201);
    await open('t0');
    expect(await flagged(server)).toEqual({ 'tickets.flagged': 1 });
    const { body } = await server.send('GET', '/v1/records?metric=tickets.flagged&asOf=2024-03-06');
    expect((body['records'] as { id: string }[]).map(({ id }) => id)).toEqual(['t0']);
    expect(told()).toEqual(['escalation-t0']);
  });

  it('happens once, at whatever step the process is killed', async () => {
    await server.stop();
    // The last step first: what one leaves is little for the next, who dies earlier.
    for (let step = STEPS - 1; step >= 0; step--) {
      const NODE_OPTIONS = `--import ${join(ROOT, 'test/processes/dies-at.mjs')}`;
      const mortal = { ...env('data'), NODE_OPTIONS, DIES_AT: String(step) };
      // What it has left to do may kill it before it listens.
      const program = await Program.start('dist/modules/apps/standalone/main.js', { env: mortal, says: LISTENS }).catch(
        () => undefined,
      );
      if (program === undefined) continue;
      const id = `k${String(step)}`;
      await new Server(program).post('/v1/tickets', ticket(id)).catch(() => undefined);
      opened.push(id);
      await until(() => program.ended);
    }
    // What a dead process had in hand is claimed for a minute: that is over.
    later = { NODE_OPTIONS: `--import ${join(ROOT, 'test/processes/clock-ahead.mjs')}` };
    server = await start('data');
    // As callers do who had no answer.
    for (const id of opened) await server.post('/v1/tickets', ticket(id));
    await open('t1');
    await until(async () => (await measures()).includes('tally_deliveries_open 0\n'));
    expect([...new Set(told())].toSorted()).toEqual(escalations(opened));
    expect(await flagged(server)).toEqual({ 'tickets.flagged': opened.length });
    const outbox = SqliteOutbox.open(at('data/outbox.sqlite'));
    const deliveries = await outbox.find({ limit: 1_000 });
    expect(deliveries.map(({ id }) => id).toSorted()).toEqual(escalations(opened));
    // The desk hears twice only of what a process had in hand that died before it could say so.
    const cut = deliveries.flatMap(({ attempts }) => attempts.slice(0, -1));
    expect(told().length - opened.length).toBeLessThanOrEqual(cut.length);
    await outbox.close();
  });

  it('does not happen again after a rebuild, in a replay, or after a restart', async () => {
    const before = told();
    await server.post('/v1/rebuild', {});
    await server.post('/v1/replays', { asOf: '2024-03-06' });
    await server.stop();
    server = await start('data');
    await open('t2');
    expect(told()).toEqual([...before, 'escalation-t2']);
    expect(await flagged(server)).toEqual({ 'tickets.flagged': opened.length });
  });

  it('is said in what is scraped', async () => {
    await open('t3');
    const { tail } = await server.get('/v1/log?limit=1');
    await until(async () =>
      (await measures()).includes(`tally_reaction_position{reaction="ticket.escalation"} ${String(tail)}\n`),
    );
    const text = await measures();
    expect(text).toContain('tally_reaction_facts_total{name="ticket.escalation"} 2\n');
    expect(text).toContain('tally_reaction_deliveries_total{name="ticket.escalation"} 2\n');
    expect(text).toContain('tally_delivery_attempts_total{kind="note",outcome="delivered"} 2\n');
    expect(text).toContain('tally_deliveries_open 0\n');
  });

  it('comes back with a backup: nothing leaves again that had left, and what was due does', async () => {
    await server.stop();
    // A desk that nothing can be written to.
    server = await start('data', at('nowhere/desk'));
    expect((await server.post('/v1/tickets', ticket('due'))).status).toBe(201);
    opened.push('due');
    const outbox = SqliteOutbox.open(at('data/outbox.sqlite'));
    await until(async () => (await outbox.get('escalation-due'))?.state === 'waiting');
    await outbox.close();
    expect((await tally(['backup', at('backup'), '--data', at('data')])).code).toBe(0);
    await server.stop();
    expect((await tally(['restore', at('backup'), '--data', at('restored')])).code).toBe(0);
    // However often it was tried by then, it is due now.
    const restored = SqliteOutbox.open(at('restored/outbox.sqlite'));
    expect(await restored.retry('escalation-due', new Date().toISOString())).toMatchObject({ state: 'waiting' });
    await restored.close();
    server = await start('restored', at('desk-2'));
    await open('t4', at('desk-2'));
    await until(() => told(at('desk-2')).length === 2);
    expect(told(at('desk-2')).toSorted()).toEqual(escalations(['due', 't4']));
    expect(await flagged(server)).toEqual({ 'tickets.flagged': opened.length });
  });

  it('is left out of a copy that is to run beside its book', async () => {
    await server.stop();
    const args = ['restore', at('backup'), '--data', at('beside'), '--without-outbox'];
    expect((await tally(args)).code).toBe(0);
    server = await start('beside', at('desk-3'));
    await open('t5', at('desk-3'));
    expect(told(at('desk-3'))).toEqual(['escalation-t5']);
  });
});
