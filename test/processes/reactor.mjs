/**
 * A reactor on a data folder: for every fact of its log it records a command and sends a delivery, a few facts a step, and prints each step
 * outside; it kills itself after so many. `node test/processes/reactor.mjs FOLDER [STEPS]`
 */
import { nextEventId } from '#kernel/event-ids.js';
import { deliver } from '#engine/deliver/deliver.js';
import { react } from '#engine/react/react.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';

const FACTS_A_STEP = 4;
/** Milliseconds: claims of a killed one run out soon. */
const SEND_TIMEOUT = 100;

const [folder, steps = 'Infinity'] = process.argv.slice(2);
const clock = () => new Date();
let said = 0;
const say = (what) => {
  process.stdout.write(`${what}\n`);
  if (++said > Number(steps)) process.kill(process.pid, 'SIGKILL');
};
const log = SqliteEventLog.open(`${folder}/log.sqlite`, clock);
const outbox = SqliteOutbox.open(`${folder}/outbox.sqlite`);
for (const step of ['enqueue', 'moveOn', 'claim', 'settle']) {
  const run = outbox[step].bind(outbox);
  outbox[step] = async (...args) => {
    const answer = await run(...args);
    say(`did ${step}`);
    return answer;
  };
}

const about = { schema: 1, key: 'k', hash: '', envelope: {}, data: {}, occurredAt: '2024-01-01T00:00:00.000Z' };
const record = async (occasion) => {
  const event = { ...about, id: nextEventId(), type: 'Reacted', claim: occasion };
  await log.append(`occasion-${occasion}`, 'none', [event]);
  say('did record');
  return { duplicate: false };
};
const reaction = {
  name: 'answers',
  follows: 'events',
  react: async ({ events }) =>
    events
      .filter(({ type }) => type === 'Happened')
      .flatMap(({ claim }) => [
        { command: claim },
        { delivery: { id: claim, kind: 'mail', channel: 'ops', subject: 'fact', body: claim } },
      ]),
};
const onError = (error) => process.stderr.write(`${String(error)}\n`);
const tail = await log.tail();
const pump = react({
  reactions: [reaction],
  log: { tail: () => log.tail(), readAll: (after) => log.readAll(after, FACTS_A_STEP) },
  outbox,
  record,
  clock,
  onError,
  ground: undefined,
  progress: { position: tail, onProgress: () => () => undefined },
});
const senders = { mail: { send: async ({ id }) => say(`sent ${id}`), timeout: SEND_TIMEOUT } };
const worker = deliver({ outbox, senders, clock, onError, lookEvery: 5 });
say('follows');
const isDone = async () => {
  if (((await outbox.checkpoint('answers')) ?? 0) < tail) return false;
  const open = await Promise.all(['waiting', 'claimed'].map((state) => outbox.find({ state, limit: 1 })));
  return open.flat().length === 0;
};
while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));
await Promise.all([pump.stop(), worker.stop()]);
say('has done all');
