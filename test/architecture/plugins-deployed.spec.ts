import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { Program } from '../processes/program.js';
import { until } from '../processes/until.js';

const TICKETS = join(process.cwd(), 'test/architecture/plugins/tickets.mjs');

describeDeployment('a plug-in over several processes', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  const flagged = async (): Promise<unknown> => {
    const { tail: position } = await deployment.api.get('/v1/log?limit=1');
    const question = { metrics: ['tickets.opened', 'tickets.flagged'], asOf: '2024-03-31', position };
    const { body } = await deployment.api.post('/v1/query', question);
    return body['totals'] ?? body;
  };
  const ticket = (id: string) => ({ id, customerId: 'ada', topic: 'delivery', occurredAt: '2024-03-06T12:00:00Z' });

  beforeAll(async () => {
    scratch = await scratchFolder();
    const env = { TALLY_PLUGINS: TICKETS, TICKETS_DESK: join(scratch.folder, 'desk') };
    deployment = await Deployment.start({ folder: scratch.folder, env });
    await deployment.add('reactor');
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '2000' }];
    await deployment.api.post('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await deployment.api.post('/v1/sales', { id: 's1', customerId: 'ada', occurredAt: '2024-03-01', lines });
  });
  afterAll(async () => {
    await deployment.stop();
    await scratch.remove();
  });

  it('records in one, is counted by another, and acts in a third', async () => {
    expect((await deployment.api.post('/v1/tickets', ticket('t1'))).status).toBe(201);
    const desk = join(scratch.folder, 'desk');
    await until(() => existsSync(desk) && readFileSync(desk, 'utf8') === 'escalation-t1\n');
    expect(await flagged()).toEqual({ 'tickets.opened': 1, 'tickets.flagged': 1 });
  });

  it.each(['api', 'relay', 'projector', 'reactor'])('is said to be missing by a process of kind %s', async (kind) => {
    const env = { ...deployment.env, TALLY_PLUGINS: './nowhere.mjs', TALLY_DATA_DIR: join(scratch.folder, kind) };
    const says = /the plug-in (\S+) of TALLY_PLUGINS is missing, events of it wait until it is there/;
    const program = await Program.start(`dist/apps/${kind}/main.js`, { env, says });
    await program.kill('SIGKILL');
    expect(program.said).toBe('./nowhere.mjs');
  });
});
