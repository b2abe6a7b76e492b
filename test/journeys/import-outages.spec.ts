import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Outages } from '../client/outages.js';
import { scratchFolder, tally } from './server.js';
import { Stage } from './stage.js';

describe('an import through outages', () => {
  let stage: Stage;
  let outages: Outages;
  let url: string;
  beforeAll(async () => {
    stage = await Stage.open();
    outages = new Outages(stage.url);
    url = await outages.open();
  });
  afterAll(async () => {
    outages.close();
    await stage.close();
  });

  it('says where to go on when it is interrupted, and goes on there', async () => {
    const { folder, remove } = await scratchFolder();
    const file = `${folder}/facts.ndjson`;
    const lines = Array.from({ length: 1_500 }, (_, i) => ({
      type: 'RegisterCustomer',
      data: { id: `c${String(i)}` },
    }));
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n\n'));
    outages.fates = ['well', 'silent'];
    const importing = interruptibleTally(['import', file, '--url', url]);
    outages.onSilence = importing.interrupt;
    const { signal, err } = await importing.ended;
    expect([signal, err.match(/^.*(settled|again).*$/gm)]).toEqual([
      'SIGINT',
      [
        `${file}: everything before line 2001 is settled: 1000 recorded, 0 there before, 0 refused`,
        'start the same command again: it goes on there, what is recorded is passed over',
      ],
    ]);
    expect((await tally(['import', file, '--url', url])).out).toMatch(/^500 recorded, 1000 there before, 0 refused;/);
    await remove();
  });

  it('waits for a server that is started again before its figures cover everything', async () => {
    const { folder, remove } = await scratchFolder();
    const file = `${folder}/fact.ndjson`;
    await writeFile(file, JSON.stringify({ type: 'RegisterCustomer', data: { id: 'late' } }));
    outages.lostWaits = 2;
    const { code, out } = await tally(['import', file, '--url', url]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^1 recorded, 0 there before, 0 refused;/)]);
    expect(outages.lostWaits).toBeLessThanOrEqual(0);
    await remove();
  });
});

function interruptibleTally(args: readonly string[]) {
  const child = spawn(process.execPath, ['dist/apps/cli/main.js', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const err = text(child.stderr);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    interrupt: () => void child.kill('SIGINT'),
    ended: ended.then(async ([, signal]) => ({ signal, err: await err })),
  };
}
