import type { MessagePort } from 'node:worker_threads';
import { servePort } from '#engine/threads/port-server.js';
import { ThreadSide } from '#engine/threads/thread-side.js';
import type { FactState } from '#kernel/ports/fact-index.js';
import { Following } from './following.js';
import {
  keyOf,
  type FactQuestion,
  type IndexData,
  type IndexedVersion,
  type IndexTask,
  type IndexTrouble,
  type ToldIndex,
} from './index-messages.js';
import { OpenIndexes } from './open-indexes.js';

/** The thread that has the indexes of a process open. It must not be ended while a statement runs: that would end the process. */
const side = new ThreadSide<IndexData, IndexTrouble>();
const indexes = new OpenIndexes(side.data, side.report);
const following = new Following(indexes, (trouble) => side.say({ trouble }));
const ports = new Set<MessagePort>();

process.on('uncaughtException', side.report);

side.serve<IndexTask, ToldIndex>({
  answer: ({ kind, version }) => {
    switch (kind) {
      case 'follow':
        return following.now(version);
      case 'cover':
        return indexes.of(version).then((index) => index.follow());
      case 'forget':
        return forgotten(version);
    }
  },
  told: (message) => {
    if (message.kind === 'port') answerOver(message.port);
    else following.grown(message.version);
  },
  stop: async () => {
    following.stop();
    for (const port of ports) port.close();
    await indexes.closeAll();
  },
});

async function forgotten(version: IndexedVersion): Promise<void> {
  following.forget(version);
  await indexes.forget(version);
}

/** All that is asked about a version over a port is answered from one state of it. */
function answerOver(port: MessagePort): void {
  const states = new Map<string, Promise<FactState & { close(): Promise<void> }>>();
  const stateOf = ({ version, covering }: FactQuestion) => {
    const key = keyOf(version);
    const state = states.get(key) ?? indexes.of(version).then((index) => index.hold(covering));
    states.set(key, state);
    return state;
  };
  const letGo = async (): Promise<void> => {
    ports.delete(port);
    const found = await Promise.allSettled(states.values());
    for (const state of found) if (state.status === 'fulfilled') await state.value.close();
  };
  ports.add(port);
  servePort<FactQuestion>(
    port,
    {
      answer: async (question, signal) => {
        const state = await stateOf(question);
        const step = (): void => signal.throwIfAborted();
        if (question.kind === 'sums') return state.sums(question.requests, step);
        return state.firstDay(question.series, step);
      },
    },
    () => void letGo().catch(side.report),
  );
}
