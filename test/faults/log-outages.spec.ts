import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { scratchFolder } from '../journeys/server.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { ApiUser } from './api-user.js';
import { Callers, differenceFrom } from './callers.js';
import { TcpProxy } from './tcp-proxy.js';
import { freePort, WatchedProcess } from './watched-process.js';

const SAID = ['200', '201', '503 log-unavailable, again in 2 s'];

/** Outages of a log of one node, under load. */
describeDeployment('an api through outages of its log', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: StandIn;
  let proxy: TcpProxy;
  let api: WatchedProcess;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await StandIn.start();
    proxy = await TcpProxy.before(server.port);
    api = new WatchedProcess('api', await freePort(), {
      TALLY_LOG: 'eventstoredb',
      TALLY_BUS: 'kafka',
      TALLY_VIEWS: 'mongodb',
      TALLY_DATA_DIR: `${scratch.folder}/api`,
      EVENTSTORE_URL: `esdb://127.0.0.1:${String(proxy.port)}?tls=false`,
      MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/\/[^/]*$/, `/outages-${nextEventId()}`),
    });
    await api.until(({ status }) => status === 200, 30_000);
  });

  afterEach(() => proxy.restore());

  afterAll(async () => {
    await api.stop('SIGKILL');
    await proxy.close();
    await server.stop();
    await scratch.remove();
  });

  it.each([
    ['refused', () => proxy.refuse()],
    ['silent', () => proxy.silence()],
  ] as const)('is true to its callers and loses nothing where it is %s', async (_outage, begin) => {
    const callers = new Callers({ url: api.url, ignored: /^the figures: / });
    await callers.served();
    await begin();
    await callers.refused();
    await proxy.restore();
    await callers.served(10_000);
    const verdict = await callers.stop();
    expect(verdict).toMatchObject({ lies: [], late: [] });
    expect([...verdict.said.keys()].filter((said) => !SAID.includes(said))).toEqual([]);
    expect(await differenceFrom(callers, verdict, new ApiUser(api.url))).toEqual([]);
  });
});
