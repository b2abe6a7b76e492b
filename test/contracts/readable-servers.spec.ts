import { expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { nextEventId } from '#kernel/event-ids.js';
import { keepsDecimals } from '#views-mongodb/readable/decimals.js';
import { ServedNames } from '#views-mongodb/readable/served-names.js';
import { withMongoServers } from './with-server.js';

interface Row {
  readonly _id: string;
  readonly version: string;
}

/** What servers can do of what readable collections need is found out, and nothing is left behind where one cannot. */
withMongoServers((adapter, uri) => {
  it(`${adapter}: whether it has Decimal128 is found out, as one that has it shows and FerretDB 1, which has not`, async () => {
    const client = new MongoClient(uri);
    const about = await client.db().command({ buildInfo: 1 });
    expect(await keepsDecimals(uri)).toBe(!('ferretdbVersion' in about));
    await client.close();
  });

  it(`${adapter}: lasting names lead to one version after another, or nowhere where a server has no views, as neither of those for tests has`, async () => {
    const prefix = `book-${nextEventId()}`;
    const client = new MongoClient(uri);
    const names = ServedNames.connect(uri, prefix, ['customers']);
    const rows = (of: string) => client.db().collection<Row>(`${prefix}${of}.customers`);
    for (const version of ['v1', 'v2']) await rows(`.${version}`).insertOne({ _id: 'ada', version });
    for (const version of ['v1', 'v2', 'v2']) {
      const hasViews = await names.point(`${prefix}.${version}`);
      const found = await rows('').find({ version }).toArray();
      expect([found.length, names.pointsAt(`${prefix}.${version}`)]).toEqual([hasViews ? 1 : 0, hasViews]);
    }
    await names.remove();
    const left = await client.db().listCollections().toArray();
    expect(left.filter(({ name }) => name === `${prefix}.customers`)).toEqual([]);
    await Promise.all([names.close(), client.close()]);
  });
});
