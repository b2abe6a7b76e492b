import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWhere } from '../describe-where.js';
import { Server } from '../journeys/server.js';
import { fill, removeDisk, smallDisk } from './small-disk.js';

const disk = smallDisk();
const line = { product: 'tea', quantity: 1, unitPrice: '1' };
const sale = (id: string) => ({ id, occurredAt: '2024-03-01', lines: [line] });

describeWhere(disk === undefined ? 'needs leave to mount a tmpfs' : undefined, 'a full disk', () => {
  const folder = disk ?? '';
  let server: Server;
  beforeAll(async () => {
    server = await Server.start(folder);
  });
  afterAll(async () => {
    await server.stop();
    removeDisk(folder);
  });

  const ready = () => server.send('GET', '/readyz');
  const orders = async (position: unknown) => {
    const body = { metrics: ['orders'], position };
    const { body: answer } = await server.post('/v1/query', body);
    return (answer['totals'] as { orders: number }).orders;
  };

  it('access, contract test 40: refuses facts with 507, says so when asked whether it is ready, and goes on when there is room', async () => {
    expect((await server.post('/v1/sales', sale('before'))).status).toBe(201);
    const filler = fill(folder);
    const taken: string[] = [];
    let refused;
    // What fits into space that the log has already is still taken.
    for (let i = 0; refused === undefined && i < 10_000; i++) {
      const id = `s${String(i)}`;
      const answer = await server.post('/v1/sales', sale(id));
      if (answer.status === 201) taken.push(id);
      else refused = { id, answer };
    }
    expect(refused?.answer).toMatchObject({ status: 507, body: { code: 'storage-full' } });
    expect(await ready()).toMatchObject({
      status: 503,
      body: { status: 'not ready', troubles: [expect.stringMatching(/^the log: storage-full: the disk of/)] },
    });
    const lines = ['b1', 'b2'].map((id) => JSON.stringify({ type: 'RecordSale', data: sale(id) }));
    expect(await server.bulk(lines)).toMatchObject({ status: 507, body: { code: 'storage-full' } });

    rmSync(filler);
    expect((await ready()).status).toBe(200);
    const again = await server.post('/v1/sales', sale(refused?.id ?? ''));
    expect(again).toMatchObject({ status: 201, body: { duplicate: false } });
    expect(await server.bulk(lines)).toMatchObject({ status: 200, body: { accepted: 2, rejected: 0 } });
    // Nothing acknowledged is lost, nothing refused is half there.
    for (const id of taken) expect((await server.post('/v1/sales', sale(id))).body['duplicate']).toBe(true);
    const last = await server.post('/v1/sales', sale('last'));
    expect(await orders(last.body['position'])).toBe(taken.length + 5);
  });

  it('holds the figures back, not the facts after it, where they do not fit', async () => {
    const many = Array.from({ length: 4_000 }, (_, i) =>
      JSON.stringify({ type: 'RecordSale', data: sale(`m${String(i)}`) }),
    );
    const before = await orders((await server.post('/v1/sales', sale('m'))).body['position']);
    const sending = server.bulk(many);
    const filler = fill(folder);
    await sending;
    expect((await ready()).status).toBe(503);
    rmSync(filler);
    const { status, body } = await server.bulk(many);
    expect([status, Number(body['accepted']) + Number(body['duplicates'])]).toEqual([200, 4_000]);
    expect(await orders(body['position'])).toBe(before + 4_000);
    expect((await ready()).status).toBe(200);
  });
});
