import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { scratchFolder, type Server } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../processes/until.js';
import { describeWhere } from '../describe-where.js';
import { fill, removeDisk, smallDisk } from './small-disk.js';

const MANY = 6_000;
const NO_ROOM = 'the index of the facts has no room on its disk, and goes on by itself when there is some';
const sale = (id: string) => ({
  id,
  occurredAt: '2024-03-01',
  lines: [{ product: 'tea', quantity: 1, unitPrice: '1' }],
});

describeDeployment('a deployment', () => {
  // Not before it is known that there are servers: nobody would take the disk away again.
  const disk = smallDisk();
  const missing = disk === undefined ? 'needs leave to mount a tmpfs' : undefined;
  describeWhere(missing, 'whose api has no room for its index of the facts', () => {
    const folder = disk ?? '';
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let deployment: Deployment;
    let api: Server;
    beforeAll(async () => {
      scratch = await scratchFolder();
      deployment = await Deployment.start({ folder: scratch.folder, apis: 0, relays: 0, projectors: 0 });
      // It begins the book that the others wait for.
      await deployment.add('api', { TALLY_DATA_DIR: folder });
      await Promise.all([deployment.add('relay'), deployment.add('projector')]);
      api = deployment.api;
    });
    afterAll(async () => {
      await deployment.stop();
      await scratch.remove();
      removeDisk(folder);
    });

    const ask = (position?: unknown) =>
      api.post('/v1/query', { metrics: ['orders'], ...(position !== undefined && { position }) });
    const troubles = async () => (await api.send('GET', '/readyz')).body['troubles'];

    it('refuses questions and says why, takes facts, and goes on by itself when there is room', async () => {
      const before = await api.post('/v1/sales', sale('before'));
      expect(before.status).toBe(201);
      expect(await ask(before.body['position'])).toMatchObject({ status: 200, body: { totals: { orders: 1 } } });

      const filler = fill(folder);
      const many = Array.from({ length: MANY }, (_, i) =>
        JSON.stringify({ type: 'RecordSale', data: sale(`m${String(i)}`) }),
      );
      expect(await api.bulk(many)).toMatchObject({ status: 200, body: { accepted: MANY, rejected: 0 } });
      await until(async () =>
        String(await troubles()).includes(`the index of the facts: does not keep up: ${NO_ROOM}`),
      );
      expect(await ask()).toMatchObject({ status: 503, body: { code: 'views-unavailable', detail: NO_ROOM } });
      const last = await api.post('/v1/sales', sale('last'));
      expect(last.status).toBe(201);

      rmSync(filler);
      // Until it has tried again, questions are told what it met last.
      await until(async () => (await api.send('GET', '/readyz')).status === 200);
      expect(await ask(last.body['position'])).toMatchObject({ status: 200, body: { totals: { orders: MANY + 2 } } });
    });
  });
});
