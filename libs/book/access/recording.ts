import type { Receipt } from '#engine/record/handle.js';
import { Problem } from '#kernel/problem.js';
import { shownValue } from '#kernel/shown.js';
import { knownCommand, type Ledger } from '#ledger/ledger.js';
import { neededFor, sourcesFor } from '#kernel/scopes.js';
import { needRight, principal, signed, type Principal } from './principal.js';

export type Recorder = Pick<Ledger, 'record' | 'commands'>;

/** The ledger as whoever asks now may use it: the same where no key is asked for. */
export function recorderNow(ledger: Recorder): Recorder {
  const asker = principal();
  return asker === undefined ? ledger : recorderOf(ledger, asker);
}

/**
 * A ledger that takes what a principal may record, as the emitter that it is.
 * Its `record` @throws Problem `forbidden` naming the scope that is missing; `emitter-mismatch` for a fact of another emitter;
 * `unauthenticated`, `key-expired` for one that is not let in any more
 */
function recorderOf({ record, commands }: Recorder, asker: Principal): Recorder {
  return {
    commands,
    record: async (type, data, how) => {
      const command = knownCommand(commands, type);
      // There is no such type: that is told as to everybody.
      if (command === undefined) return record(type, data, how);
      const needed = neededFor(type, command);
      // A bulk request or an import goes on for long: what counts is what its key may by now.
      const who = asker.again?.() ?? asker;
      needRight(who, needed);
      if (needed !== `emit:${type}`) return record(type, signed(data, command.asOneself), how);
      const source = sourceOf(data, type, sourcesFor(who.rights, type));
      const own = who.isPerson === true ? signed(data) : data;
      const said = source !== undefined && isObject(own) ? { ...own, emitter: source } : own;
      if (source !== undefined) return counted(asker, () => record(type, said, { ...how, source }));
      return counted(asker, () => untold(asker, () => record(type, said, how)));
    },
  };
}

/**
 * Whether whoever asks may record a fact, before anything is noted of it.
 * @throws Problem as the `record` of its recorder
 */
export function needMayRecord({ commands }: Pick<Recorder, 'commands'>, type: string, data: unknown): void {
  const asker = principal();
  const command = knownCommand(commands, type);
  if (asker === undefined || command === undefined) return;
  const who = asker.again?.() ?? asker;
  needRight(who, neededFor(type, command));
  sourceOf(data, type, sourcesFor(who.rights, type));
}

/** Whether whoever asks may send anything as an emitter. @throws Problem `emitter-mismatch` */
export function needMaySend(source: string): void {
  const asker = principal();
  if (asker === undefined) return;
  const { emits } = asker.rights;
  if (emits.some((one) => one.source === undefined || one.source === source)) return;
  const named = emits.map((one) => one.source).join(' or ');
  throw new Problem('emitter-mismatch', `the key sends as ${named}: not ${shownValue(source)}`);
}

/** What was recorded before, or is refused, is nothing that its sender has had. */
async function counted({ allowance }: Principal, record: () => Promise<Receipt>): Promise<Receipt> {
  const giveBack = allowance?.fact();
  try {
    const receipt = await record();
    if (receipt.duplicate) giveBack?.();
    return receipt;
  } catch (error) {
    giveBack?.();
    throw error;
  }
}

/** Whoever sees a part only is not told in what an id was recorded otherwise: it may be of the rest. @throws Problem `id-taken` instead */
async function untold({ rows, minGroup }: Principal, record: () => Promise<Receipt>): Promise<Receipt> {
  if (rows === undefined && minGroup === undefined) return record();
  return record().catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'id-conflict') throw error;
    throw new Problem('id-taken', 'the id was recorded before, with other content: use an id of your own');
  });
}

/** The emitter of a fact, as one of those that its sender may be; undefined where any will do. @throws Problem `emitter-mismatch` */
function sourceOf(data: unknown, type: string, sources: readonly string[] | undefined): string | undefined {
  if (sources === undefined) return undefined;
  const { emitter } = isObject(data) ? data : {};
  const [only, ...others] = sources;
  if (emitter === undefined && others.length === 0) return only;
  if (typeof emitter === 'string' && sources.includes(emitter)) return emitter;
  const said = emitter === undefined ? 'it names none' : `not ${shownValue(emitter)}`;
  throw new Problem('emitter-mismatch', `the key records ${type} as the emitter ${sources.join(' or ')}: ${said}`);
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
