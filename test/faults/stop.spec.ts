import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scratchFolder } from '../journeys/server.js';
import { freePort, WatchedProcess } from './watched-process.js';

describe('a process that has everything', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    scratch = await scratchFolder();
  });
  afterAll(() => scratch.remove());

  const started = async (): Promise<WatchedProcess> => {
    const server = new WatchedProcess('standalone', await freePort(), { TALLY_DATA_DIR: scratch.folder });
    await server.until(({ status }) => status === 200, 60_000);
    return server;
  };

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'closes all in order on %s, and its folder is free for the next',
    async (signal) => {
      const server = await started();
      const { code, took } = await server.stop(signal);
      expect([code, took < 9_000]).toEqual([0, true]);
      expect(server.output).not.toMatch(/could not be closed|without waiting/);
    },
  );

  it('says of itself what every process says', async () => {
    const server = await started();
    const ask = async (path: string): Promise<string> => (await fetch(server.url + path)).text();
    expect(JSON.parse(await ask('/healthz'))).toEqual({ status: 'alive' });
    const ready = { status: 'ready', troubles: [], position: '1', building: null, waits: [] };
    expect(JSON.parse(await ask('/readyz'))).toEqual(ready);
    const names: readonly string[] = (await ask('/metrics')).match(/^# HELP \w+/gm) ?? [];
    const wanted = ['process_cpu_seconds_total', 'tally_log_position', 'tally_covered_position', 'tally_lag_seconds'];
    expect(wanted.filter((name) => !names.includes(`# HELP ${name}`))).toEqual([]);
    await server.stop();
  });
});
