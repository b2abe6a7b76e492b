import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { Refused } from '#kernel/refused.js';
import { checkRights } from '#views-mongodb/rights.js';
import { withServer } from '../contracts/with-server.js';
import { DenyingMongo } from '../stand-ins/denying-mongo.js';
import { membersOfSuite } from '../stand-ins/members.js';

const HOW = 'grant it readWrite on the database (see infra/docs/rights.md)';
const UNKNOWN =
  'MongoDB does not know the user of MONGODB_URI with that password: set them and authSource right, or make that user';
const PASSWORD = 'g%40heim';

describe('the rights that the read models need', () => {
  let server: DenyingMongo;
  beforeAll(async () => {
    server = await DenyingMongo.start();
  });
  afterEach(() => {
    server.denied = [];
  });
  afterAll(() => server.close());
  const refusal = (uri: string): Promise<unknown> => checkRights(uri).catch((error: unknown) => error);

  it('are there where nothing is denied', async () => {
    expect(await refusal(server.uri())).toBeUndefined();
  });

  it.each([
    [['createIndexes'], 'make indexes'],
    [['insert'], 'insert'],
    [['update'], 'update'],
    [['find'], 'find'],
    [['delete'], 'delete'],
    [['listCollections'], 'list collections'],
    [['drop'], 'drop collections'],
    [
      ['createIndexes', 'insert', 'update', 'find', 'delete', 'listCollections', 'drop'],
      'make indexes, not insert, not update, not find, not delete, not list collections, not drop collections',
    ],
  ])('are told one by one: %s', async (denied, what) => {
    server.denied = denied;
    expect(await refusal(server.uri())).toEqual(new Refused(`the user of MONGODB_URI may not ${what}: ${HOW}`, false));
  });

  it('are nobody’s whom the server does not know', async () => {
    expect(await refusal(server.uri(`me:${PASSWORD}@`))).toEqual(new Refused(UNKNOWN, true));
  });

  describe('of an api', () => {
    const members = membersOfSuite();

    it('are waited for, saying so, until they are granted', async () => {
      server.denied = ['insert', 'update'];
      const waiting = await members.start('api', { MONGODB_URI: server.uri() });
      const trouble = `waiting for MongoDB: the user of MONGODB_URI may not insert, not update: ${HOW}`;
      await waiting.until(({ troubles }) => troubles.includes(trouble), 30_000);
      server.denied = [];
      await waiting.until(({ troubles }) => !troubles.includes(trouble), 30_000);
      expect(await waiting.stop()).toMatchObject({ code: 0 });
      expect(waiting.output.match(/"reason":"the user of MONGODB_URI may not insert, not update/g)).toHaveLength(1);
    });

    it('end it in one line where its user is not known', async () => {
      const refused = await members.start('api', { MONGODB_URI: server.uri(`me:${PASSWORD}@`) });
      await refused.ended();
      expect(refused.complaint).toBe(`tallybook api cannot start: ${UNKNOWN}\n`);
    });
  });
});

withServer('MONGODB_URI', (uri) => {
  it('looking for rights leaves nothing behind', async () => {
    const client = new MongoClient(uri);
    for (let i = 0; i < 3; i++) await checkRights(uri);
    const left = await client.db().listCollections().toArray();
    expect(left.filter(({ name }) => name.startsWith('rights'))).toEqual([]);
    await client.close();
  });
});
