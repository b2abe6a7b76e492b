import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { Random } from '#demo/random.js';
import { Kafka, logLevel } from 'kafkajs';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../journeys/server.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';

const SEED = 5;
const TIMES = 20;
const PIECE = 40;
const REBUILD_EVERY = 7;

/** One book through everything that can happen to its processes: after each chapter the read models are what a fresh fold of the log gives. */
describeDeployment('a deployment whose processes are killed', () => {
  const random = new Random(SEED);
  const facts = [...demoBusiness({ facts: 20_000, seed: SEED })].map((fact) => JSON.stringify(fact));
  let sent = 0;
  let last = '0';
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;

  beforeAll(async () => {
    scratch = await scratchFolder();
    deployment = await Deployment.start({ folder: scratch.folder, apis: 1, relays: 1, projectors: 3 });
  });

  afterAll(async () => {
    await deployment.stop();
    await scratch.remove();
  });

  /** As a caller does it: again until it is taken. */
  const send = async (count = PIECE): Promise<void> => {
    const piece = facts.slice(sent, (sent += count));
    for (;;) {
      const answer = await deployment.api.bulk(piece).catch(() => undefined);
      if (answer?.status !== 200) {
        await sleep(50);
        continue;
      }
      const { accepted, duplicates, errors, position } = answer.body;
      expect([Number(accepted) + Number(duplicates), errors]).toEqual([piece.length, []]);
      last = String(position);
      return;
    }
  };
  /** Nothing is missing, nothing is counted twice. */
  const isRight = async (): Promise<void> => {
    await digestOf(deployment.api, last);
    expect(`seed ${String(SEED)}: ${String(await differenceFromFreshFold(deployment.env))}`).toBe(
      `seed ${String(SEED)}: undefined`,
    );
  };

  it(`records every fact once when an api process dies after the append, ${String(TIMES)} times`, async () => {
    const log = new EventStoreDbEventLog(deployment.env['EVENTSTORE_URL'] ?? '', { book: 'tallybook' });
    let next = deployment.addApi();
    for (let i = 0; i < TIMES; i++) {
      const stream = `customer-orphan-${String(i)}`;
      const body = { id: `orphan-${String(i)}`, registeredAt: '2024-01-01' };
      const victim = await next;
      // The next one starts while this one dies.
      next = deployment.addApi();
      const answering = victim.server.post('/v1/customers', body).catch(() => undefined);
      while ((await log.readStream(stream)).length === 0) await sleep(1);
      await victim.program.kill('SIGKILL');
      await answering;
      const again = await deployment.api.post('/v1/customers', body);
      const events = await log.readStream(stream);
      expect([again.status, again.body['duplicate'], events.length]).toEqual([200, true, 1]);
      last = String(again.body['position']);
    }
    await (await next).program.kill('SIGKILL');
    await log.close();
    await isRight();
  });

  it(`loses nothing when the relay dies as soon as Kafka has what it sent, ${String(TIMES)} times`, async () => {
    const kafka = new Kafka({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    const topic = `tallybook-${await deployment.book()}`;
    const records = async (): Promise<bigint> => {
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.reduce((sum, { high }) => sum + BigInt(high), 0n);
    };
    for (let i = 0; i < TIMES; i++) {
      const before = await records();
      await send(10);
      while ((await records()) === before) await sleep(1);
      await deployment.one('relay').kill('SIGKILL');
      await deployment.add('relay');
    }
    await admin.disconnect();
    await isRight();
  });

  it('keeps a projector that slept through a rebalance from counting again, twice', async () => {
    for (let i = 0; i < 2; i++) {
      await send(400);
      const sleeper = deployment.one('projector');
      sleeper.signal('SIGSTOP');
      // Figures cover these in every shard only when Kafka thinks it dead and the others go on with its part.
      await send();
      await digestOf(deployment.api, last);
      sleeper.signal('SIGCONT');
      await send(400);
      await isRight();
    }
  });

  it('goes on when EventStoreDB is killed and comes back, in the middle of facts, three times', async () => {
    for (let i = 0; i < 3; i++) {
      const sending = send(300);
      await sleep(random.below(200));
      await deployment.restartEventStore();
      await sending;
    }
    await isRight();
  });

  it(`counts nothing twice and answers every question while read models are built anew and projectors killed, ${String(TIMES)} times`, async () => {
    const statuses = new Map<number, number>();
    const replacing: Promise<unknown>[] = [];
    const rebuilds: number[] = [];
    let rebuilding = true;
    const asking = (async () => {
      while (rebuilding) {
        const question = '/v1/query?metrics=orders,customers.total&by=region&asOf=2024-12-31';
        const { status } = await deployment.api.send('GET', question);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    })();
    const before = (await deployment.versions()).served;
    for (let i = 0; i < TIMES; i++) {
      if (i % REBUILD_EVERY === 0) rebuilds.push((await deployment.api.post('/v1/rebuild', {})).status);
      await send();
      await sleep(random.below(500));
      // The next ones may still wait for Kafka to find the dead ones dead.
      while (!deployment.programs.projector.some(({ ended }) => !ended)) await sleep(20);
      await deployment.one('projector').kill('SIGKILL');
      replacing.push(deployment.add('projector'));
    }
    await Promise.all(replacing);
    while ((await deployment.versions()).next !== undefined) await sleep(50);
    expect((await deployment.versions()).served).not.toBe(before);
    await isRight();
    rebuilding = false;
    await asking;
    expect(rebuilds).toEqual(Array(Math.ceil(TIMES / REBUILD_EVERY)).fill(202));
    expect([...statuses.keys()]).toEqual([200]);
  });
});
