import { describe, expect, it } from '@jest/globals';
import { Random } from '#demo/random.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { scratchFolder } from '../journeys/server.js';
import { Program } from '../processes/program.js';

const FACTS = 120;
const KILLS = 12;
/** Steps that a reactor takes before it is killed, at most. */
const STEPS = 60;
const about = { schema: 1, key: 'k', hash: '', envelope: {}, data: {}, occurredAt: '2024-01-01T00:00:00.000Z' };

describe('a reactor that is killed with -9 again and again', () => {
  it('has recorded and delivered everything once in the end, and doubled only attempts', async () => {
    const { folder, remove } = await scratchFolder();
    const random = new Random(13);
    const clock = (): Date => new Date();
    const log = SqliteEventLog.open(`${folder}/log.sqlite`, clock);
    const outbox = SqliteOutbox.open(`${folder}/outbox.sqlite`);
    // It begins before the facts.
    expect(await outbox.moveOn('answers', undefined, 0)).toBe('moved');
    const facts = Array.from({ length: FACTS }, (_, i) => `f${String(i).padStart(3, '0')}`);
    for (const id of facts) await log.append(id, 'none', [{ ...about, id, type: 'Happened', claim: id }]);
    await log.close();
    await outbox.close();

    const deaths = new Map<string, number>();
    for (let kill = 0; kill < KILLS; kill++) {
      const args = [folder, String(1 + random.below(STEPS))];
      const reactor = await Program.start('test/processes/reactor.mjs', { args, says: /^follows$/ });
      let last = 'follows';
      for (let said: string | undefined = last; said !== undefined;) {
        last = said;
        said = await reactor.saysLater(/^(did \w+|sent|has done all)/);
      }
      deaths.set(last, (deaths.get(last) ?? 0) + 1);
    }
    const end = await Program.start('test/processes/reactor.mjs', { args: [folder], says: /^has done all$/ });
    await end.kill('SIGKILL');

    const after = SqliteEventLog.openReader(`${folder}/log.sqlite`);
    const recorded = (await after.readAll(0, 10_000)).filter(({ type }) => type === 'Reacted');
    expect(recorded.map(({ claim }) => claim).toSorted()).toEqual(facts);
    const left = SqliteOutbox.open(`${folder}/outbox.sqlite`);
    const deliveries = await left.find({ limit: 10_000 });
    expect(deliveries.map(({ id }) => id).toSorted()).toEqual(facts);
    expect([...new Set(deliveries.map(({ state }) => state))]).toEqual(['delivered']);
    // Every attempt but the last is one that a death has cut short.
    const cut = deliveries
      .flatMap(({ attempts }) => attempts.slice(0, -1))
      .filter(({ endedAt }) => endedAt !== undefined);
    expect(cut).toEqual([]);
    expect(deaths.size).toBeGreaterThan(1);
    expect(deaths.has('has done all')).toBe(false);
    await after.close();
    await left.close();
    await remove();
  });
});
