import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { demoBusiness } from '#apps/cli/demo/business.js';
import { Random } from '#apps/cli/demo/random.js';
import { Kafka, logLevel } from 'kafkajs';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder, type Server } from '../journeys/server.js';
import { Deployment, describeDeployment, digestOf } from '../processes/deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';

const SEED = 5;
const TIMES = 20;
const PIECE = 40;
/** Milliseconds after which Kafka gives the partitions of a member that does not answer to the others. */
const REBALANCE = 12_000;

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
  const killAndReplace = async (kind: 'relay' | 'projector'): Promise<void> => {
    const running = deployment.programs[kind].filter(({ ended }) => !ended);
    await random.pick(running).kill('SIGKILL');
    await deployment.add(kind);
  };

  it(`records every fact once when an api process dies after the append, ${String(TIMES)} times`, async () => {
    const log = new EventStoreDbEventLog(deployment.env['EVENTSTORE_URL'] ?? '');
    for (let i = 0; i < TIMES; i++) {
      const stream = `customer-orphan-${String(i)}`;
      const body = { id: `orphan-${String(i)}`, registeredAt: '2024-01-01' };
      const victim = await deployment.addApi();
      const answering = victim.server.post('/v1/customers', body).catch(() => undefined);
      while ((await log.readStream(stream)).length === 0) await sleep(1);
      await victim.program.kill('SIGKILL');
      await answering;
      const again = await deployment.api.post('/v1/customers', body);
      const events = await log.readStream(stream);
      expect([again.status, again.body['duplicate'], events.length]).toEqual([200, true, 1]);
      last = String(again.body['position']);
    }
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
      await killAndReplace('relay');
    }
    await admin.disconnect();
    await isRight();
  });

  it(`counts nothing twice when projectors are killed at random, ${String(TIMES)} times`, async () => {
    for (let i = 0; i < TIMES; i++) {
      await send();
      await sleep(random.below(300));
      await killAndReplace('projector');
    }
    await isRight();
  });

  it('keeps a projector that slept through a rebalance from counting again, twice', async () => {
    for (let i = 0; i < 2; i++) {
      await send(400);
      const sleeper = deployment.one('projector');
      sleeper.signal('SIGSTOP');
      // Time has to pass for Kafka to think it dead; the others go on with its part meanwhile.
      await sleep(REBALANCE);
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

  it(`answers every question while read models are built anew, their projectors are killed and the new ones served`, async () => {
    const ask = async (server: Server): Promise<number> =>
      (await server.send('GET', '/v1/query?metrics=orders,customers.total&by=region&asOf=2024-12-31')).status;
    const statuses = new Map<number, number>();
    let rebuilding = true;
    const asking = (async () => {
      while (rebuilding) {
        const status = await ask(deployment.api);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    })();
    for (let i = 0; i < 3; i++) {
      const before = await deployment.served();
      expect((await deployment.api.post('/v1/rebuild', {})).status).toBe(202);
      for (let kills = 0; kills < 7; kills++) {
        await send(20);
        await sleep(random.below(700));
        await killAndReplace('projector');
      }
      while ((await deployment.served()) === before) await sleep(50);
    }
    await isRight();
    rebuilding = false;
    await asking;
    expect([...statuses.keys()]).toEqual([200]);
  });
});
