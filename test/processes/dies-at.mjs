/**
 * Loaded before a process that reacts (`NODE_OPTIONS=--import …`): it says so and kills itself with -9 at the step `DIES_AT`: the so manieth
 * one, from 0, or the first one of a name, such as `before FireAlert` or `after moveOn firing.facts`. Steps are what is asked of the outbox,
 * the commands of the plug-in `tickets`, what is recorded of reports, alerts and automations, and what an erasure asks of the log and the keys, each before
 * it happens and after it has, before anybody hears of it. The process is one of `dist/modules`, whose classes are those that are changed here: a bundle has copies.
 */
import { writeSync } from 'node:fs';
import { Ledger } from '#ledger/ledger.js';
import { OWN_COMMANDS } from '#subjects/tables.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteKeyring } from '#keys-sqlite/sqlite-keyring.js';
import { MongoOutbox } from '#outbox-mongodb/mongo-outbox.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';

const last = process.env.DIES_AT;
const STDERR = 2;
let taken = 0;
const step = (name) => {
  if (String(taken++) !== last && name !== last) return;
  writeSync(STDERR, `dies at ${last}\n`);
  process.kill(process.pid, 'SIGKILL');
};
const between = async (name, run) => {
  step(`before ${name}`);
  const answer = await run();
  step(`after ${name}`);
  return answer;
};

for (const { prototype } of [SqliteOutbox, MongoOutbox]) {
  const { enqueue, moveOn, claim, settle } = prototype;
  prototype.enqueue = function (...args) {
    return between('enqueue', () => enqueue.apply(this, args));
  };
  prototype.moveOn = function (...args) {
    return between(`moveOn ${args[0]}`, () => moveOn.apply(this, args));
  };
  prototype.claim = async function (...args) {
    const claims = await claim.apply(this, args);
    // Looking for work is no step while there is none.
    if (claims.length > 0) step('after claim');
    return claims;
  };
  prototype.settle = function (...args) {
    return between('settle', () => settle.apply(this, args));
  };
}

const NAMES = new Map(
  ['RunReport', 'FireAlert', 'ResolveAlert', 'DecideAction', 'OpenTask', 'ChangeByAutomation', 'StopChain'].map(
    (name) => [OWN_COMMANDS[name], name],
  ),
);
const { record, take } = Ledger.prototype;
Ledger.prototype.take = function (command, ...rest) {
  const run = () => take.call(this, command, ...rest);
  return NAMES.has(command) ? between(NAMES.get(command), run) : run();
};
Ledger.prototype.record = function (type, ...rest) {
  const run = () => record.call(this, type, ...rest);
  return type === 'FlagTicket' ? between(type, run) : run();
};

for (const name of ['doom', 'destroy']) {
  const { [name]: run } = SqliteKeyring.prototype;
  SqliteKeyring.prototype[name] = function (...args) {
    return between(name, () => run.apply(this, args));
  };
}
const { append } = SqliteEventLog.prototype;
SqliteEventLog.prototype.append = function (stream, expected, events) {
  const run = () => append.call(this, stream, expected, events);
  return events.some(({ type }) => type === 'CustomerErased') ? between('CustomerErased', run) : run();
};
