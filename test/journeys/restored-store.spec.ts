import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { sourceIn } from '#apps/cli/restore-source.js';
import { Refused } from '#kernel/refused.js';
import { recordRestoredOnce } from '#ledger/restored-book.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { readSettings } from '#platform/settings.js';
import { restoreShared } from '#platform/shared-restore.js';
import { Program } from '../processes/program.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { LISTENS, scratchFolder, startTally, tally } from './server.js';

const FACTS = 3_000;

describe('a backup of one process, in the EventStoreDB of a deployment', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let store: StandIn;
  let digest: string | undefined;

  beforeAll(async () => {
    scratch = await scratchFolder();
    store = await StandIn.start();
    expect((await tally(['demo', '--facts', String(FACTS), '--data', at('data')])).code).toBe(0);
    const { code, out } = await tally(['backup', at('backup'), '--data', at('data')]);
    expect(code).toBe(0);
    digest = digestIn(out);
  });
  afterAll(async () => {
    await store.stop();
    await scratch.remove();
  });

  const at = (name: string): string => join(scratch.folder, name);
  const digestIn = (out: string): string | undefined => /digest ([\w-]{43})/.exec(out)?.[1];
  /** The settings of a deployment, of which only the store of events is there. */
  const settings = (book: string): Readonly<Record<string, string>> => ({
    ...{ TALLY_LOG: 'eventstoredb', TALLY_BUS: 'kafka', TALLY_VIEWS: 'mongodb', TALLY_BOOK: book },
    ...{ EVENTSTORE_URL: store.url, KAFKA_BROKERS: '127.0.0.1:1', MONGODB_URI: 'mongodb://127.0.0.1:1/none' },
  });
  const restore = (from: string, book: string, ...more: readonly string[]) =>
    tally(['restore', at(from), '--without-outbox', ...more], settings(book));

  /** All events of a book in the store. */
  async function eventsIn(book: string) {
    const log = new EventStoreDbEventLog(store.url, { book });
    return log.readAll(0, 1_000_000).finally(() => log.close());
  }

  it('has its digest and every event, and where it is there already nothing is changed', async () => {
    const { size, root } = JSON.parse(readFileSync(at('backup/backup.json'), 'utf8')) as Record<string, unknown>;
    const head = { size, root };
    const { code, out, err } = await restore('backup', 'whole');
    expect([code, digestIn(out)]).toEqual([0, digest]);
    expect([out, err]).toEqual([
      expect.stringMatching(/^restored up to position \d+ into EventStoreDB, /),
      expect.stringContaining('100%'),
    ]);
    const log = SqliteEventLog.openReader(at('data/log.sqlite'));
    const right = await log.readAll(0, 1_000_000);
    await log.close();
    expect(right.length).toBeGreaterThan(FACTS);
    const [said, ...more] = (await eventsIn('whole')).slice(right.length);
    expect((await eventsIn('whole')).slice(0, right.length)).toEqual(right);
    expect([said, more]).toMatchObject([{ type: 'BookRestored', data: { ...head, lost: 'unknown' } }, []]);
    const again = await restore('backup', 'whole');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('the log is not empty: it was restored')]);
    expect((await eventsIn('whole')).slice(right.length)).toEqual([said]);
  });

  it('is not begun where MongoDB does not take what is to leave the house', async () => {
    const { code, err } = await tally(['restore', at('backup')], settings('nooutbox'));
    expect([code, err]).toEqual([2, expect.stringContaining('MongoDB does not take what is to leave the house')]);
    expect(await eventsIn('nooutbox')).toEqual([]);
  });

  it('is no book where its restore was killed: no process starts on it, and it can be gone on with', async () => {
    const restoring = startTally(['restore', at('backup'), '--without-outbox'], settings('killed'));
    const log = new EventStoreDbEventLog(store.url, { book: 'killed' });
    const isBegun = (): Promise<boolean> =>
      log.tail().then(
        () => false,
        (error: unknown) => error instanceof Refused,
      );
    while (!(await isBegun()));
    await restoring.kill();
    await log.close();
    await expect(
      Program.start('dist/apps/relay/main.js', {
        env: { ...settings('killed'), TALLY_PORT: '0', TALLY_DATA_DIR: at('relay') },
        says: LISTENS,
      }),
    ).rejects.toThrow(/cannot start: a restore into this log did not come to its end .* run it again/);
    const { code, out } = await restore('backup', 'killed');
    expect([code, digestIn(out)]).toEqual([0, digest]);
  });

  it.each([
    ['before that is recorded', false],
    ['after that was recorded', true],
  ])(
    'is no book before it says that it was restored, which is done once where it was killed %s',
    async (when, said) => {
      const book = `behind_${String(said)}`;
      const { log, sha256, position } = await sourceIn(at('backup'));
      const { size, root } = JSON.parse(readFileSync(at('backup/backup.json'), 'utf8')) as {
        size: number;
        root: string;
      };
      const head = { size, root, lost: 'unknown' };
      const { stores } = readSettings({ ...settings(book), TALLY_DATA_DIR: at('none') });
      if (stores.log !== 'eventstoredb') throw new Error('no deployment');
      const killed = restoreShared(stores, {
        ...{ sha256, position: Number(position), log, onProgress: () => undefined },
        onBehind: async (restored) => {
          if (said) await recordRestoredOnce(restored, head, new Date());
          throw new Error(`killed ${when}`);
        },
      });
      await expect(killed).rejects.toThrow('killed');
      await expect(eventsIn(book)).rejects.toThrow(/did not come to its end .* run it again/);
      const { code, out } = await restore('backup', book);
      expect([code, digestIn(out)]).toEqual([0, digest]);
      const behind = (await eventsIn(book)).slice(size);
      expect(behind).toMatchObject([{ type: 'BookRestored', data: head }]);
    },
  );

  it('is refused where it is damaged, naming the place, before anything is in the store', async () => {
    await cp(at('backup'), at('damaged'), { recursive: true });
    const file = at('damaged/log.sqlite');
    const bytes = readFileSync(file);
    const place = bytes.indexOf('SaleRecorded');
    bytes.write('SaleRecordet', place);
    writeFileSync(file, bytes);
    const { code, err } = await restore('damaged', 'damaged');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/is damaged or not all there: .*; the event at position \d+ /),
    ]);
    expect(await eventsIn('damaged')).toEqual([]);
  });

  it('is not begun where settings are missing or wrong', async () => {
    const { EVENTSTORE_URL: _url, ...without } = settings('none');
    const missing = await tally(['restore', at('backup')], { ...without, EVENTSTORE_URL: '' });
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('EVENTSTORE_URL')]);
    const folder = await restore('backup', 'none', '--data', at('named'));
    expect([folder.code, folder.out]).toEqual([0, expect.stringContaining(`into ${at('named')}`)]);
    expect(await eventsIn('none')).toEqual([]);
  });
});
