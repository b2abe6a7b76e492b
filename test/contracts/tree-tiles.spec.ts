import { nextEventId } from '#kernel/event-ids.js';
import { MemoryTreeTiles } from '#testing/memory-tree-tiles.js';
import { treeTilesContract } from '#testing/tree-tiles.contract.js';
import { connectTo } from '#views-mongodb/connection.js';
import { MongoTreeTiles } from '#views-mongodb/mongo-tree-tiles.js';
import { withMongoServers } from './with-server.js';

treeTilesContract('memory', async () => {
  const tiles = new MemoryTreeTiles();
  return { open: async () => tiles, remove: () => Promise.resolve() };
});

withMongoServers((adapter, uri) => {
  treeTilesContract(adapter, async () => {
    const name = `tree-${nextEventId()}`;
    const opened: MongoTreeTiles[] = [];
    return {
      open: async () => {
        const tiles = new MongoTreeTiles(connectTo(uri), name);
        opened.push(tiles);
        return tiles;
      },
      remove: async () => {
        for (const tiles of opened) await tiles.close();
      },
    };
  });
});
