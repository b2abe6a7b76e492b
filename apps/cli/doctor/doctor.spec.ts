import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { recordOpening } from '#ledger/book.js';
import { openFolderRegister, openOutbox, openViews } from '#platform/embedded-adapters.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { NO_VERSIONS } from '#book/versions/state.js';
import { bookAt } from '../connect.js';
import { linesOf, type Finding } from './finding.js';
import { folderFindings } from './folder-findings.js';
import { serverFindings } from './server-findings.js';
import { pluginFindings } from './plugin-findings.js';
import { settingFindings, versionFinding } from './setting-findings.js';
import { storeFindings } from './store-findings.js';

const NOW = new Date('2024-05-01T10:00:00Z');
const SETTINGS = { timeZone: 'UTC', currency: 'USD', weekStart: 'monday', fiscalStart: 1 } as const;

/** What is wrong, by what it is of. */
const wrongIn = (findings: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.flatMap(({ what, wrong }) => (wrong === undefined ? [] : [[what, wrong]])));

describe('tally doctor', () => {
  let folder: string;
  let server: Server | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tally-doctor-'));
    chmodSync(folder, 0o700);
    const log = SqliteEventLog.open(join(folder, 'log.sqlite'), () => NOW);
    await recordOpening(log, SETTINGS, NOW);
    await log.close();
    const views = openViews(folder, '0.1', VIEW_SCHEMA);
    await views.apply({ shard: 0, from: 0, to: 1, facts: [], documents: [] });
    await views.close();
    const register = openFolderRegister(folder, 'versions', NO_VERSIONS);
    await register.change((versions) => ({ ...versions, served: '0.1' }));
    await register.close();
    for (const name of ['log.sqlite', 'versions.sqlite', 'views-0.1.sqlite']) chmodSync(join(folder, name), 0o600);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    server?.close();
    server = undefined;
  });

  const looked = (env: NodeJS.ProcessEnv = {}, more: { now?: Date; leastDisk?: number; at?: string } = {}) =>
    folderFindings(more.at ?? folder, { env, now: more.now ?? NOW, leastDisk: more.leastDisk ?? 1 });
  const wrong = async (...asked: Parameters<typeof looked>) => wrongIn(await looked(...asked));

  it('finds nothing wrong with a book that is all right, and says what it saw', async () => {
    const findings = await looked();
    expect(wrongIn(findings)).toEqual({});
    expect(findings.flatMap(linesOf).join('\n')).toContain('ok     the log: 1 events, each as it was recorded');
  });

  it('names a setting that there is not, and one that is impossible', () => {
    expect(settingFindings({ TALLY_COLOUR: 'red' }).finding.wrong).toContain('TALLY_COLOUR');
    expect(settingFindings({ TALLY_PORT: 'x' }).finding.wrong).toContain('TALLY_PORT');
    expect(settingFindings({}).finding.wrong).toBeUndefined();
  });

  it('names a plug-in that is not there', () => {
    const missing = [{ name: './nowhere.mjs', reason: 'Cannot find module' }];
    const findings = pluginFindings({ subjects: [{ name: 'ticket', events: {} }], missing });
    expect(wrongIn(findings)).toEqual({ 'the plug-in ./nowhere.mjs': 'Cannot find module' });
    expect(findings.map(({ what }) => what)).toEqual(['the plug-in ticket', 'the plug-in ./nowhere.mjs']);
  });

  it('names a Node that is too old', () => {
    expect(versionFinding('1', '18.2.0').wrong).toContain('18.2.0');
    expect(versionFinding('1', '24.0.0').wrong).toBeUndefined();
  });

  it('names a folder that is not there, or has no book', async () => {
    expect(Object.values(await wrong({}, { at: join(folder, 'none') }))).toEqual(['it is not there']);
    rmSync(join(folder, 'log.sqlite'));
    expect(await wrong()).toEqual({ 'the log': 'there is none in the folder' });
  });

  it('names what others can read', async () => {
    chmodSync(join(folder, 'log.sqlite'), 0o644);
    expect(Object.values(await wrong())).toEqual([`others can read ${join(folder, 'log.sqlite')}`]);
  });

  it('names a disk with too little room', async () => {
    expect((await wrong({}, { leastDisk: 1e9 }))['the disk']).toMatch(/MB are free, fewer than 1000000000 MB/);
  });

  it('names a log that was changed', async () => {
    const db = new DatabaseSync(join(folder, 'log.sqlite'));
    db.exec(`UPDATE events SET data = replace(data, 'USD', 'EUR')`);
    db.close();
    expect((await wrong())['the log']).toMatch(/^it was changed or damaged: /);
  });

  it('names settings that the book was not opened with', async () => {
    const said = (await wrong({ TALLY_CURRENCY: 'EUR', TALLY_TIME_ZONE: 'UTC' }))['what the book counts by'];
    expect(said).toBe('TALLY_CURRENCY is not USD, with which it was opened');
  });

  it('names a clock that is behind the log, or far ahead of it', async () => {
    expect(await wrong({}, { now: new Date('2024-05-01T09:50:00Z') })).toMatchObject({
      'the clock': expect.any(String),
    });
    const later = new Date('2025-06-01T00:00:00Z');
    expect(await wrong({}, { now: later })).toMatchObject({ 'the clock': expect.any(String) });
    expect(await wrong({ TALLY_CLOCK: 'trusted' }, { now: later })).toEqual({});
  });

  it('names read models that are behind, or not there', async () => {
    const log = SqliteEventLog.open(join(folder, 'log.sqlite'), () => NOW);
    const about = { schema: 1, key: 'k', hash: '', envelope: {}, data: {}, occurredAt: NOW.toISOString() };
    await log.append('k', 'none', [{ ...about, type: 'Unknown', claim: 'a', id: 'a' }]);
    await log.close();
    expect(await wrong()).toEqual({ 'the read models': 'they are at position 1, the log at 2' });
    rmSync(join(folder, 'versions.sqlite'));
    expect(await wrong()).toEqual({ 'the read models': 'there are none yet' });
  });

  it('names what waits to be decoded', async () => {
    const views = openViews(folder, '0.1', VIEW_SCHEMA);
    const body = { since: 1, type: 'TicketOpened', reason: 'it is not known', parked: 1 };
    const document = { id: 'ada', fields: { shard: '0' }, body };
    await views.apply({ shard: 0, from: 1, to: 2, facts: [], documents: [{ collection: 'stale', document }] });
    await views.close();
    expect((await wrong())['what could not be decoded']).toContain('ada since TicketOpened at position 1');
  });

  it('names channels whose plug-in is not there', async () => {
    const views = openViews(folder, '0.1', VIEW_SCHEMA);
    const channel = (id: string, kind: string, retired = false) => {
      return { collection: 'channels', document: { id, fields: {}, body: { content: { kind }, retired } } };
    };
    const documents = [channel('a', 'inbox'), channel('b', 'new.pager'), channel('c', 'old.pager', true)];
    await views.apply({ shard: 0, from: 1, to: 2, facts: [], documents });
    await views.close();
    expect((await wrong())['the channels']).toBe('the plug-in is not there that sends through b of kind new.pager');
  });

  it('names a sealed book without its key', async () => {
    writeFileSync(join(folder, 'protected'), '', { mode: 0o600 });
    expect(await wrong()).toEqual({ 'the keys of what is personal': 'the book is sealed, and no key is named' });
  });

  it('names deliveries that were given up, or that nobody tries', async () => {
    const outbox = openOutbox(folder);
    const about = { kind: 'channel', channel: 'ops', subject: 'alert', body: null };
    await outbox.enqueue([{ ...about, id: 'a' }], '2024-05-01T08:00:00.000Z');
    await outbox.close();
    chmodSync(join(folder, 'outbox.sqlite'), 0o600);
    expect((await wrong())['what leaves the house']).toContain('1 have been due for an hour; one goes through ops');
  });

  it('names a server that is not ready with its reasons, and one that is away', async () => {
    let answer: object = { status: 'not ready', troubles: ['the figures: 70 s behind'] };
    server = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const said = async () => Object.values(wrongIn(await serverFindings(url, bookAt(url))));
    expect(await said()).toEqual(['the figures: 70 s behind']);
    answer = { status: 'ready' };
    expect(await said()).toEqual([]);
    answer = { status: 'ready', waits: ['events of ada wait'] };
    expect(await said()).toEqual(['events of ada wait']);
    server.close();
    server.closeAllConnections();
    expect(await said()).toHaveLength(1);
  });

  it('names stores that are away', async () => {
    const findings = await storeFindings({
      log: 'eventstoredb',
      eventStoreUrl: 'esdb://127.0.0.1:1?tls=false&maxDiscoverAttempts=1',
      book: 'tallybook',
      kafka: { brokers: ['127.0.0.1:1'] },
      mongoUri: 'mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=500',
      readable: true,
    });
    expect(Object.keys(wrongIn(findings))).toEqual(['EventStoreDB', 'Kafka', 'MongoDB']);
  }, 30_000);
});
