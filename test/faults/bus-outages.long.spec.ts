import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { nextEventId } from '#kernel/event-ids.js';
import { withServer } from '../contracts/with-server.js';
import { describeWhere } from '../describe-where.js';
import { scratchFolder } from '../journeys/server.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { Broker, NO_KAFKA } from '../stand-ins/kafka-broker.js';
import { ApiUser } from './api-user.js';
import { OUTAGES } from './bus-outage.js';
import { Callers, differenceFrom } from './callers.js';
import { TcpProxy } from './tcp-proxy.js';
import { freePort, WatchedProcess } from './watched-process.js';

/** Milliseconds that the figures may take, beyond what they take anyway, to have everything once the bus is back. */
const BACK_TIMEOUT = 10_000;
/** Milliseconds between two requests of one caller: so many that the figures keep up on a small machine. */
const PAUSE = 2_000;
const NOT_YET = '503 not-yet-projected, again in 2 s';

/** This one lasts until somebody has waited for figures in vain, which takes half a minute. */
const LONG = 'that nothing comes from';
const KINDS = ['api', 'relay', 'projector'] as const;

/** A deployment whose bus is away for a while, under load. */
withServer('MONGODB_URI', (mongo) =>
  describeWhere(NO_KAFKA, 'a deployment through outages of its bus', () => {
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let log: StandIn;
    let broker: Broker;
    let proxy: TcpProxy;
    let env: Readonly<Record<string, string>>;
    let user: ApiUser;
    let callers: Callers | undefined;
    const processes = new Map<(typeof KINDS)[number], WatchedProcess>();
    const one = (kind: (typeof KINDS)[number]): WatchedProcess => processes.get(kind) as WatchedProcess;

    beforeAll(async () => {
      scratch = await scratchFolder();
      log = await StandIn.start();
      broker = await Broker.start(scratch.folder);
      proxy = await TcpProxy.before(broker.port);
      const key = `${scratch.folder}/bus.key`;
      await writeFile(key, `the key of ${scratch.folder}\n`, { mode: 0o600 });
      env = {
        TALLY_LOG: 'eventstoredb',
        TALLY_BUS: 'kafka',
        TALLY_VIEWS: 'mongodb',
        TALLY_BUS_KEY_FILE: key,
        TALLY_DATA_DIR: `${scratch.folder}/api`,
        EVENTSTORE_URL: log.url,
        KAFKA_BROKERS: `127.0.0.1:${String(proxy.port)}`,
        MONGODB_URI: mongo.replace(/\/[^/]*$/, `/bus-${nextEventId()}`),
      };
      for (const kind of KINDS) processes.set(kind, new WatchedProcess(kind, await freePort(), env));
      for (const kind of KINDS) await one(kind).until(({ status }) => status === 200, 60_000);
      user = new ApiUser(one('api').url);
    });

    afterEach(async () => {
      broker.signal('SIGCONT');
      await broker.start();
      await proxy.restore();
      await callers?.stop();
    });

    afterAll(async () => {
      await Promise.all([...processes.values()].map((one) => one.stop('SIGKILL')));
      await proxy.close();
      await broker.kill();
      await log.stop();
      await scratch.remove();
    });

    const figures = (position: number): Promise<string> =>
      user.inTime(40_000, 'GET', `/v1/query?metrics=orders&position=${String(position)}`);
    /** Milliseconds until the figures have a position. */
    const untilThere = async (position: number): Promise<number> => {
      const since = performance.now();
      expect(await figures(position)).toBe('200');
      return performance.now() - since;
    };
    /** Up to where the figures are. */
    const covered = async (): Promise<number> => {
      const { meta } = (await (await fetch(`${one('api').url}/v1/query?metrics=orders`)).json()) as {
        readonly meta: { readonly position: string };
      };
      return Number(meta.position);
    };
    /** Of relay and projector, both at the same time. */
    const both = (wanted: 'ready' | 'not ready', ms: number): Promise<unknown> =>
      Promise.all(
        (['relay', 'projector'] as const).map((kind) =>
          one(kind).until(({ status, troubles }) => {
            if (wanted === 'ready') return status === 200;
            return status === 503 && troubles.some((trouble) => trouble.startsWith('Kafka: '));
          }, ms),
        ),
      );

    it.each(OUTAGES)('goes on beside one %s, and catches up', async (name, outageOf) => {
      const outage = outageOf(broker, proxy);
      const isLong = name === LONG;
      callers = new Callers({ url: one('api').url, pause: PAUSE });
      await callers.served();
      const usual = await untilThere(await user.tail());
      await outage.begin();
      await both('not ready', 5_000);
      const before = callers.count;
      await callers.served();
      expect(callers.count).toBeGreaterThan(before);
      const position = await user.tail();
      // Figures stand still, and say so; who waits for them waits until they go on, or half a minute in vain.
      expect(await covered()).toBeLessThan(position);
      const waiting = figures(position);
      if (isLong) await waiting;
      const last = await user.tail();
      await outage.end();
      const took = await untilThere(last);
      expect(await waiting).toBe(isLong ? NOT_YET : '200');
      await both('ready', BACK_TIMEOUT);
      const verdict = await callers.stop();
      expect(verdict).toMatchObject({ lies: [], late: [] });
      expect([...verdict.said.keys()].sort()).toEqual(['200', '201']);
      expect(await differenceFrom(callers, verdict, user)).toEqual([]);
      expect(await figures(await user.tail())).toBe('200');
      expect(await differenceFromFreshFold(env)).toBeUndefined();
      expect(took - usual).toBeLessThan(BACK_TIMEOUT);
    });

    it('ends all its processes in time while the bus is silent', async () => {
      broker.signal('SIGSTOP');
      await both('not ready', 5_000);
      const ends = await Promise.all(KINDS.map((kind) => one(kind).stop()));
      expect(ends.map(({ code, took }) => [code, took < 10_000])).toEqual(KINDS.map(() => [0, true]));
    });
  }),
);
