import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { processSide } from '#engine/processes/process-side.js';
import { SocketServer } from '#engine/processes/socket-server.js';
import { Following } from './following.js';
import type {
  FactQuestion,
  IndexData,
  IndexedVersion,
  IndexSaid,
  IndexTask,
  SessionOver,
  ToldIndex,
} from './index-messages.js';
import { OpenIndexes } from './open-indexes.js';
import { Sessions } from './sessions.js';

/** The process that has the indexes of another one open. Whatever becomes of it, that one goes on. */
const side = await processSide<IndexData, IndexSaid>();
const { sockets } = side.data;
const socket = join(sockets, String(process.pid));
// Who started it is gone: before it ends too.
process.prependListener('disconnect', () => rmSync(sockets, { recursive: true, force: true }));
const indexes = new OpenIndexes(side.data, side.report);
const following = new Following(indexes, (trouble) => side.say({ kind: 'trouble', trouble }));
const server = new SocketServer<FactQuestion, SessionOver>(() => new Sessions(indexes), side.report);

rmSync(socket, { force: true });
await server.listen(socket);
// Before that nobody could ask it for ever: an error ends it, and it is started again.
process.on('uncaughtException', side.report);
side.say({ kind: 'listens', socket });

side.serve<IndexTask, ToldIndex>({
  answer: async (task) => {
    switch (task.kind) {
      case 'follow':
        return following.now(task.version);
      case 'cover':
        return (await indexes.of(task.version)).follow();
      case 'forget':
        return forgotten(task.version);
      case 'memory':
        return process.memoryUsage.rss();
    }
  },
  told: ({ version }) => following.grown(version),
  stop: async () => {
    following.stop();
    server.close();
    await indexes.closeAll();
  },
});

async function forgotten(version: IndexedVersion): Promise<void> {
  following.forget(version);
  await indexes.forget(version);
}
