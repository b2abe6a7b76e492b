import { expect, it } from '@jest/globals';
import { olderBook } from '#book/shared-book.js';
import { recordOpening } from '#ledger/book.js';
import { openSharedLog } from '#platform/distributed-adapters.js';
import { readSettings } from '#platform/settings.js';
import { anEvent } from '../stand-ins/log-user.js';
import { membersOfSuite } from '../stand-ins/members.js';

const members = membersOfSuite();

function storesOf(book: string) {
  const { stores } = readSettings({
    TALLY_LOG: 'eventstoredb',
    TALLY_BUS: 'kafka',
    TALLY_VIEWS: 'mongodb',
    EVENTSTORE_URL: members.log.url,
    KAFKA_BROKERS: '127.0.0.1:9',
    MONGODB_URI: 'mongodb://127.0.0.1:9/book',
    TALLY_BOOK: book,
  });
  if (stores.log === 'sqlite') throw new Error('these are the stores of a deployment');
  return stores;
}

async function onLog<Result>(book: string, run: (log: ReturnType<typeof openSharedLog>) => Promise<Result>) {
  const log = openSharedLog(storesOf(book));
  return run(log).finally(() => log.close());
}

const begin = (book: string): Promise<void> =>
  onLog(book, (log) =>
    recordOpening(log, { timeZone: 'UTC', currency: 'USD', weekStart: 'monday', fiscalStart: 1 }, new Date()),
  );
const said = (book: string): Promise<string | undefined> => onLog(book, (log) => olderBook(storesOf(book), log));

const advice = (other: string, asked: string, how: string): string =>
  `EventStoreDB has ${other}, and ${asked} has nothing in it: to go on with the other one, ${how} for every process`;
const NORTH = advice('a book without a name', 'a book named north', 'set TALLY_BOOK= (to nothing)');

it('a new book is told of the one begun before it under no name, or under the one there is where none is set', async () => {
  const names = ['', 'tallybook', 'north'];
  const all = async (): Promise<readonly unknown[]> => [await said(''), await said('tallybook'), await said('north')];
  expect(await all()).toEqual(names.map(() => undefined));
  await begin('tallybook');
  const named = 'a book named tallybook';
  expect(await all()).toEqual([
    advice(named, 'a book without a name', 'leave TALLY_BOOK out'),
    undefined,
    advice(named, 'a book named north', 'leave TALLY_BOOK out'),
  ]);
  await begin('');
  expect((await all())[1]).toBe(advice('a book without a name', named, 'set TALLY_BOOK= (to nothing)'));
  expect((await all())[2]).toBe(NORTH);
});

it('an api says so once at its start, until its book has something in it', async () => {
  const startedWith = async (): Promise<string> => {
    const api = await members.start('api', { TALLY_BOOK: 'north' });
    await api.until(({ troubles }) => troubles.some((trouble) => trouble.startsWith('waiting for MongoDB')), 30_000);
    await api.stop();
    return api.output;
  };
  expect((await startedWith()).split(NORTH)).toHaveLength(2);
  expect((await startedWith()).split(NORTH)).toHaveLength(2);
  await onLog('north', (log) => log.append('rates', 'none', [anEvent()]));
  expect(await startedWith()).not.toContain('to go on with the other one');
});
