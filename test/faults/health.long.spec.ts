import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { nextEventId } from '#kernel/event-ids.js';
import { scratchFolder } from '../journeys/server.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { TcpProxy } from './tcp-proxy.js';
import { freePort, WatchedProcess, type Ready } from './watched-process.js';

const STAND_IN = new URL('../stand-ins/eventstoredb.mjs', import.meta.url).pathname;
const { KAFKA_BROKERS = '', MONGODB_URI = '' } = process.env;

const STORES = ['EventStoreDB', 'Kafka', 'MongoDB'] as const;
type Store = (typeof STORES)[number];
const NAMES = ['api', 'relay', 'projector'] as const;
type Name = (typeof NAMES)[number];
const NEEDS: Readonly<Record<Name, readonly Store[]>> = {
  api: ['EventStoreDB', 'MongoDB'],
  relay: ['EventStoreDB', 'Kafka'],
  projector: ['EventStoreDB', 'Kafka', 'MongoDB'],
};
const isReady = ({ status }: Ready): boolean => status === 200;

/** Processes behind proxies that stand for their stores; one api process has the stores themselves. */
describeDeployment('a process whose store is gone', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let standIn: ChildProcess;
  let proxies: Readonly<Record<Store, TcpProxy>>;
  let direct: WatchedProcess;
  const processes = new Map<Name, WatchedProcess>();

  const settings = (name: string, eventStore: number, kafka: number, mongo: number): NodeJS.ProcessEnv => ({
    TALLY_LOG: 'eventstoredb',
    TALLY_BUS: 'kafka',
    TALLY_VIEWS: 'mongodb',
    TALLY_DATA_DIR: `${scratch.folder}/${name}`,
    EVENTSTORE_URL: `esdb://127.0.0.1:${String(eventStore)}?tls=false`,
    KAFKA_BROKERS: `127.0.0.1:${String(kafka)}`,
    MONGODB_URI: `mongodb://127.0.0.1:${String(mongo)}/${database}`,
  });
  const database = `health-${nextEventId()}`;
  const behindProxies = async (name: Name): Promise<WatchedProcess> => {
    const { EventStoreDB, Kafka, MongoDB } = proxies;
    return new WatchedProcess(name, await freePort(), settings(name, EventStoreDB.port, Kafka.port, MongoDB.port));
  };
  const running = async (name: Name): Promise<WatchedProcess> => {
    const known = processes.get(name) ?? (await behindProxies(name));
    processes.set(name, known);
    await known.until(isReady, 30_000);
    return known;
  };
  const needing = (store: Store): readonly Name[] => NAMES.filter((name) => NEEDS[name].includes(store));

  beforeAll(async () => {
    scratch = await scratchFolder();
    standIn = spawn(process.execPath, [STAND_IN, `${scratch.folder}/log.sqlite`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: standIn.stdout as NodeJS.ReadableStream });
    const [line] = (await once(lines, 'line')) as [string];
    const port = Number(/\d+$/.exec(line)?.[0]);
    const kafka = Number(KAFKA_BROKERS.split(':')[1]);
    const mongo = Number(new URL(MONGODB_URI).port);
    proxies = {
      EventStoreDB: await TcpProxy.before(port),
      Kafka: await TcpProxy.before(kafka),
      MongoDB: await TcpProxy.before(mongo),
    };
    direct = new WatchedProcess('api', await freePort(), settings('direct', port, kafka, mongo));
    await direct.until(isReady, 30_000);
  });

  afterEach(async () => {
    for (const store of STORES) await proxies[store].restore();
  });

  afterAll(async () => {
    for (const one of processes.values()) await one.stop('SIGKILL');
    for (const store of STORES) await proxies[store].close();
    await direct.stop();
    standIn.kill('SIGKILL');
    await scratch.remove();
  });

  const faults = { silent: (proxy: TcpProxy) => proxy.silence(), away: (proxy: TcpProxy) => proxy.refuse() };
  const cases = STORES.flatMap((store) => [[store, 'silent'] as const, [store, 'away'] as const]);

  it.each(cases)('says that %s is %s within five seconds, and is ready again when it is back', async (store, fault) => {
    const all = await Promise.all(NAMES.map(running));
    await faults[fault](proxies[store]);
    const id = `${store}-${fault}`;
    const sent = fetch(`${direct.url}/v1/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id }),
    });
    const { position } = (await (await sent).json()) as { position: string };

    const named = ({ status, troubles }: Ready): boolean =>
      status === 503 && troubles.some((trouble) => trouble.startsWith(`${store}: `));
    const answers = await Promise.all(needing(store).map((name) => all[NAMES.indexOf(name)]!.until(named, 5_000)));
    expect(answers.filter(({ took }) => took > 3_000)).toEqual([]);
    const others = NAMES.filter((name) => !NEEDS[name].includes(store)).map((name) =>
      all[NAMES.indexOf(name)]!.ready(),
    );
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(others.map(() => 200));
    expect(await Promise.all(all.map((one) => one.status('/healthz')))).toEqual([200, 200, 200]);

    await proxies[store].restore();
    await Promise.all(all.map((one) => one.until(isReady, 30_000)));
    const ask = (): Promise<number> => direct.status(`/v1/customers/${id}?position=${position}`);
    // A slow machine may take longer than a reader is made to wait.
    let status = await ask();
    while (status === 503) status = await ask();
    expect(status).toBe(200);
  });

  it.each(cases)('ends within ten seconds of SIGTERM while %s is %s', async (store, fault) => {
    const stopped = await Promise.all(needing(store).map(running));
    await faults[fault](proxies[store]);
    // Silence is nothing to a process that has not met it.
    await Promise.all(stopped.map((one) => one.until(({ status }) => status === 503, 5_000)));
    const ends = await Promise.all(stopped.map((one) => one.stop()));
    for (const name of needing(store)) processes.delete(name);
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
    expect(ends.filter(({ took }) => took > 10_000)).toEqual([]);
  });

  it.each(['silent', 'away'] as const)(
    'can be watched while it waits for a store that is %s, and be stopped',
    async (fault) => {
      await faults[fault](proxies.EventStoreDB);
      for (const name of NAMES) {
        const waiting = await behindProxies(name);
        processes.set(name, waiting);
        const isWaiting = (trouble: string): boolean => /^waiting for .*EventStoreDB: /.test(trouble);
        const { status, troubles } = await waiting.until(({ troubles }) => troubles.some(isWaiting), 10_000);
        expect([status, troubles.filter(isWaiting).length]).toEqual([503, 1]);
        expect(troubles).toContain('the process: it is starting');
        expect(await waiting.status('/healthz')).toBe(200);
        expect(await waiting.status('/metrics')).toBe(200);
        const { code, took } = await waiting.stop();
        processes.delete(name);
        expect({ code, late: took > 10_000 }).toEqual({ code: 0, late: false });
        expect(waiting.output).not.toContain(`tallybook ${name} runs`);
      }
    },
  );

  it('says in its log what it waits for and when it has it', async () => {
    await proxies.EventStoreDB.refuse();
    const relay = await behindProxies('relay');
    processes.set('relay', relay);
    await relay.until(({ status }) => status === 503, 10_000);
    await relay.until(() => relay.output.includes('waiting for EventStoreDB'), 10_000);
    await proxies.EventStoreDB.restore();
    await relay.until(isReady, 30_000);
    expect(relay.output).toContain('has EventStoreDB now');
  });
});
