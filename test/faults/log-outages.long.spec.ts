import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { membersOfSuite } from '../stand-ins/members.js';
import { endOf, saidThrough, TRUE_TO_ALL } from './log-outage.js';
import { TcpProxy } from './tcp-proxy.js';
import type { WatchedProcess } from './watched-process.js';

/** An api whose log has one node, under load. */
describeDeployment('an api through outages of its log', () => {
  const members = membersOfSuite();
  let proxy: TcpProxy;
  let api: WatchedProcess;

  beforeAll(async () => {
    proxy = await TcpProxy.before(members.log.port);
    api = await members.start('api', {
      EVENTSTORE_URL: `esdb://127.0.0.1:${String(proxy.port)}?tls=false`,
      MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/\/[^/]*$/, `/outages-${nextEventId()}`),
    });
    await api.until(({ status }) => status === 200 && api.output.includes('tallybook api runs'), 60_000);
  });

  afterEach(() => proxy.restore());

  afterAll(async () => {
    await api.stop('SIGKILL');
    await proxy.close();
  });

  it.each<[string, () => unknown, () => unknown]>([
    ['refuses', () => proxy.refuse(), () => proxy.restore()],
    ['resets whatever reaches it', () => proxy.reset(), () => proxy.restore()],
    ['is stopped in the middle', () => members.log.freeze(), () => members.log.thaw()],
    ['hears nothing', () => proxy.silence(), () => proxy.restore()],
    ['is out of reach', () => proxy.cutOff(), () => proxy.restore()],
    ['answers no appends', () => members.log.fault('no-appends'), () => members.log.fault('none')],
    ['ends calls in the middle', () => members.log.fault('half-close'), () => members.log.fault('none')],
    // Last: connections that only the proxy still has end with it.
    ['is killed', () => members.log.kill(), () => members.log.restart()],
  ])(
    'is true to its callers and loses nothing where that %s',
    async (_outage, begin, end) => {
      const said = await saidThrough(api.url, async (callers) => {
        await begin();
        await callers.refused();
        await end();
      });
      expect(said).toEqual(TRUE_TO_ALL);
    },
    120_000,
  );

  it('ends cleanly afterwards', async () => {
    expect(await endOf(api, members.log)).toEqual([0, true, true, 0]);
  });
});
