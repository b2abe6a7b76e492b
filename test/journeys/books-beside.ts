import { EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { demoBusiness } from '#demo/business.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { booksIn, keptOf, type Kept } from '../processes/kept.js';
import { until } from '../processes/until.js';
import { writeForeign } from '../stand-ins/foreign-events.js';
import { scratchFolder } from './server.js';

const FACTS = 500;
const PIECE = 100;
/** Those of a service that knows nothing of us, and some that look like ours. */
const FOREIGN_STREAMS = ['orders-1', 'customer-c1', 'northern.customer-c1', 'book'];

const businessOf = (seed: number): readonly string[] =>
  [...demoBusiness({ facts: FACTS, seed })].map((fact) => JSON.stringify(fact));

/** What a book shows and keeps. */
interface Shown {
  readonly digest: string;
  readonly stale: unknown;
  readonly events: number;
  readonly kept: Kept;
}

async function send(deployment: Deployment, facts: readonly string[]): Promise<string> {
  let position = '0';
  for (let i = 0; i < facts.length; i += PIECE) {
    const piece = facts.slice(i, i + PIECE);
    const { status, body } = await deployment.api.bulk(piece);
    expect([status, body]).toMatchObject([200, { accepted: piece.length, errors: [] }]);
    position = String(body['position']);
  }
  return position;
}

async function shownBy(deployment: Deployment, position: string): Promise<Shown> {
  const digest = await digestOf(deployment.api, position);
  const { meta } = (await deployment.api.get(`/v1/query?metrics=orders&position=${position}`)) as {
    readonly meta: { readonly stale: unknown };
  };
  const { events } = (await deployment.api.get('/v1/events?limit=1000')) as { readonly events: readonly unknown[] };
  const kept = await keptOf(deployment.env['MONGODB_URI'] ?? '', await deployment.book());
  return { digest, stale: meta.stale, events: events.length, kept };
}

/**
 * Two books in the same servers, beside what others keep there.
 * @param events of others in the log
 * @param compared which of the books are made once more, with servers of their own
 */
export function describeBooksBeside(events: number, compared: readonly ('north' | 'south')[]): void {
  describeDeployment('two books and others in one EventStoreDB, Kafka and database', () => {
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let north: Deployment;
    let south: Deployment;
    let others: EventStoreDBClient;
    const start = async (name: string, beside?: Deployment): Promise<Deployment> => {
      const folder = `${scratch.folder}/${name}`;
      await mkdir(folder);
      return Deployment.start({ folder, env: { TALLY_BOOK: name }, ...(beside && { beside }) });
    };
    const alone = async (name: string, facts: readonly string[]): Promise<Shown> => {
      const deployment = await start(`${name}Alone`);
      const shown = await shownBy(deployment, await send(deployment, facts));
      await deployment.stop();
      return shown;
    };
    const foreign = async (count: number): Promise<void> => {
      for (const [i, stream] of FOREIGN_STREAMS.entries())
        await writeForeign(others, count / FOREIGN_STREAMS.length, stream, i === 0 ? 'OrderPlaced' : 'SaleRecorded');
    };

    beforeAll(async () => {
      scratch = await scratchFolder();
      north = await start('north');
      others = EventStoreDBClient.connectionString(north.env['EVENTSTORE_URL'] ?? '');
      await foreign(events / 2);
      south = await start('south', north);
    });

    afterAll(async () => {
      await others.dispose();
      await south.stop();
      await north.stop();
      await scratch.remove();
    });

    it(`show and keep what they would alone, beside ${String(events)} events of others`, async () => {
      const [ofNorth, ofSouth] = [businessOf(1), businessOf(2)];
      const [last] = await Promise.all([
        Promise.all([send(north, ofNorth), send(south, ofSouth)]),
        foreign(events / 2),
      ]);
      const shared = { north: await shownBy(north, last[0]), south: await shownBy(south, last[1]) };
      const facts = { north: ofNorth, south: ofSouth };
      const own = await Promise.all(compared.map(async (name) => ({ name, shown: await alone(name, facts[name]) })));
      for (const { name, shown } of own) {
        const { kept, ...rest } = shown;
        expect(shared[name]).toMatchObject({ ...rest, kept: { documents: kept.documents } });
        // Positions have more digits, and how much goes into one batch is a matter of time.
        expect(shared[name].kept.bytes / kept.bytes).toBeLessThan(1.5);
      }
      expect(shared.north.digest).not.toBe(shared.south.digest);
    });

    it('keep their read models apart, each as a fold of its own part of the log gives them', async () => {
      const ids = await Promise.all([north, south].map((deployment) => deployment.book()));
      expect([...(await booksIn(north.env['MONGODB_URI'] ?? ''))].sort()).toEqual([...ids].sort());
      for (const { env } of [north, south]) expect(await differenceFromFreshFold(env)).toBeUndefined();
      // It may be passing over what others have appended meanwhile.
      for (const deployment of [north, south])
        await until(async () => (await deployment.api.send('GET', '/readyz')).status === 200);
    }, 120_000);

    it('are followed by processes that start later, past everything that is not theirs', async () => {
      for (const deployment of [north, south]) {
        for (const kind of ['relay', 'projector'] as const) await deployment.one(kind).stop();
        await foreign(events / 10);
        const last = await send(deployment, [`{"type": "RegisterCustomer", "data": {"id": "late"}}`]);
        await Promise.all([deployment.add('relay'), deployment.add('projector')]);
        await digestOf(deployment.api, last);
        expect(await differenceFromFreshFold(deployment.env)).toBeUndefined();
      }
    });
  });
}
