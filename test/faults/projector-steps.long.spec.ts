import { COMMANDS } from '#subjects/tables.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { Random } from '#demo/random.js';
import { createProjection } from '#book/projecting/projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import { nextEventId } from '#kernel/event-ids.js';
import { foldInto } from '#engine/fold.js';
import { firstDifference } from '#engine/verify.js';
import { Ledger } from '#ledger/ledger.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { ScratchIndexes } from '#testing/scratch-indexes.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { scratchFolder } from '../journeys/server.js';
import { withServer } from '../contracts/with-server.js';
import { MongoProxy, type Stop } from '../processes/mongo-proxy.js';
import { Program } from '../processes/program.js';

const FACTS = 250;
/** Facts after which another two customers are merged, mostly of two shards. */
const MERGED_EVERY = 25;
const SHARDS = 3;
const CUTS = 30;
/** The occurrence of a step at which the projector dies is one of so many first ones, by chance. */
const OCCURRENCES = 4;

/** The steps of the batch protocol, as MongoDB sees them: the chain is looked at, the head goes in, documents and the checkpoint follow. */
const STEPS = [
  'find checkpoints',
  'find batches',
  'insert batches',
  'find docs.customers',
  'insert docs.journal',
  'insert docs.customers',
  'update docs.customers',
  'update checkpoints',
] as const;
const STOPS = ['before', 'middle', 'after'] as const satisfies readonly Stop[];

withServer('MONGODB_URI', (uri) => {
  describe('a projector that is stopped at a step of its batch protocol', () => {
    const calendar = new Calendar('UTC', 1);
    const right = new MemoryViews(VIEW_SCHEMA);
    const indexes = new ScratchIndexes();
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let file: string;

    beforeAll(async () => {
      scratch = await scratchFolder();
      file = `${scratch.folder}/log.sqlite`;
      const clock = (): Date => new Date('2025-01-01T00:00:00Z');
      const log = SqliteEventLog.open(file, clock);
      const ledger = new Ledger({
        commands: COMMANDS,
        log,
        calendar,
        currency: 'USD',
        clock,
        rules: {},
      });
      const registered: string[] = [];
      let merged = 0;
      for (const [i, { type, data }] of [...demoBusiness({ facts: FACTS, seed: 4 })].entries()) {
        await ledger.record(type, data);
        if (type === 'RegisterCustomer') registered.push(String(data['id']));
        const [into, customerId] = registered.slice(2 * merged);
        if (i % MERGED_EVERY > 0 || customerId === undefined) continue;
        await ledger.record('MergeCustomers', { id: `merge-${String(merged++)}`, customerId, into });
      }
      expect(merged).toBeGreaterThan(3);
      const to = await log.tail();
      const dayOf = (instant: string): number => calendar.dayOf(instant);
      await foldInto({ log, views: right, projection: createProjection(calendar), dayOf, to });
      await log.close();
    });

    afterAll(async () => {
      indexes.remove();
      await right.close();
      await scratch.remove();
    });

    const start = (address: string, version: string, says: RegExp): Promise<Program> =>
      Program.start('test/processes/projector.mjs', { args: [file, address, version, String(SHARDS)], says });

    const difference = async (version: string): Promise<string | undefined> => {
      const views = indexes.over(MongoViews.reader(uri, version, VIEW_SCHEMA, SHARDS));
      return firstDifference(views, right).finally(() => views.close());
    };

    /** Whether the first projector died at the step, instead of getting through. */
    const killedAt = async (version: string, step: string, stop: Stop, occurrence: number): Promise<boolean> => {
      const started: Program[] = [];
      let seen = 0;
      const proxy = await MongoProxy.start({
        uri,
        stops: ({ name, collection }) =>
          started.length > 0 && `${name} ${collection.replace(/^[^.]*\./, '')}` === step && ++seen === occurrence
            ? stop
            : undefined,
        onStopped: async () => started[0]?.kill('SIGKILL'),
      });
      const victim = await start(proxy.uri, version, /follows/);
      started.push(victim);
      const said = await victim.saysLater(/has all/);
      await victim.kill('SIGKILL');
      await proxy.close();
      return said === undefined;
    };

    it.each(STEPS.flatMap((step) => STOPS.map((stop) => ({ step, stop }))))(
      'leaves nothing missing and nothing twice: $stop of "$step"',
      async ({ step, stop }) => {
        const version = `killed-${nextEventId()}`;
        const seed = STEPS.indexOf(step) * STOPS.length + STOPS.indexOf(stop);
        const occurrence = 1 + new Random(seed).below(OCCURRENCES);
        expect(await killedAt(version, step, stop, occurrence)).toBe(true);
        const next = await start(uri, version, /has all/);
        await next.kill('SIGKILL');
        expect(await difference(version)).toBeUndefined();
      },
    );

    it(`goes on by itself when its connections are cut in the middle of commands, ${String(CUTS)} times`, async () => {
      const version = `cut-${nextEventId()}`;
      const random = new Random(11);
      let cuts = 0;
      const stops = (): Stop => (cuts < CUTS && random.chance(0.1) ? random.pick(STOPS) : undefined);
      const onStopped = async (): Promise<void> => {
        cuts++;
      };
      const proxy = await MongoProxy.start({ uri, stops, onStopped });
      const projector = await start(proxy.uri, version, /has all/);
      await projector.kill('SIGKILL');
      await proxy.close();
      expect([cuts, await difference(version)]).toEqual([CUTS, undefined]);
    });
  });
});
