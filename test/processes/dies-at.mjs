/**
 * Loaded before a process that reacts (`NODE_OPTIONS=--import …`): it kills itself with -9 at its `DIES_AT`th step, from 0. Steps are what is
 * asked of the outbox, the commands of the plug-in `tickets` and the reports that are recorded, each before it happens and after it has,
 * before anybody hears of it.
 */
import { Ledger } from '#ledger/ledger.js';
import { OWN_COMMANDS } from '#subjects/tables.js';
import { MongoOutbox } from '#outbox-mongodb/mongo-outbox.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';

const last = Number(process.env.DIES_AT);
let taken = 0;
const step = () => {
  if (taken++ === last) process.kill(process.pid, 'SIGKILL');
};

for (const { prototype } of [SqliteOutbox, MongoOutbox])
  for (const name of ['enqueue', 'moveOn', 'claim', 'settle']) {
    const run = prototype[name];
    prototype[name] = async function (...args) {
      // Looking for work is no step while there is none.
      if (name !== 'claim') step();
      const answer = await run.apply(this, args);
      if (name !== 'claim' || answer.length > 0) step();
      return answer;
    };
  }

const { record, take } = Ledger.prototype;
Ledger.prototype.take = async function (command, ...rest) {
  if (command !== OWN_COMMANDS.RunReport) return take.call(this, command, ...rest);
  step();
  const receipt = await take.call(this, command, ...rest);
  step();
  return receipt;
};
Ledger.prototype.record = async function (type, data) {
  if (type !== 'FlagTicket') return record.call(this, type, data);
  step();
  const receipt = await record.call(this, type, data);
  step();
  return receipt;
};
