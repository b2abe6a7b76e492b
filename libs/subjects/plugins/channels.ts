import Type from 'typebox';
import { Shape } from '#ledger/input/shape.js';
import type { ChannelKind, ChannelKinds } from '../channels/channel-kind.js';
import { LONGEST_TIME } from '../channels/channel-kind.js';
import type { Subject } from '../subject.js';

/** Beside the fields of every channel, what is said of all that are named. */
const TAKEN: ReadonlySet<string> = new Set(['id', 'kind', 'ifMatch', 'emitter', 'correlationId', 'actor', 'paused']);
const FIELD = /^[a-z]\w{0,49}$/i;

/** Whether channels could be said of the kinds of a plug-in, and messages sent through them. @param others the kinds there are @throws Error naming what is wrong */
export function needChannels({ channels = {} }: Subject, others: readonly ChannelKinds[]): void {
  const known = new Map<string, ChannelKind>();
  const note = (kind: ChannelKind): void => {
    for (const field of Object.keys(kind.fields)) known.set(field, kind);
  };
  for (const kind of others.flatMap((kinds) => Object.values(kinds))) note(kind);
  for (const [name, kind] of Object.entries(channels)) {
    const whole = `the kind of channel ${name}`;
    needParts(whole, kind);
    for (const field of Object.keys(kind.fields)) needField(whole, kind, field, known.get(field));
    note(kind);
  }
}

function needParts(whole: string, { called, fields, secrets = [], timeout = 1, send }: Partial<ChannelKind>): void {
  if ([called?.en, called?.zh].some((one) => typeof one !== 'string' || one === ''))
    throw new Error(`${whole} must be called something in en and zh`);
  if (typeof send !== 'function') throw new Error(`${whole} must have a function send`);
  if (!Number.isSafeInteger(timeout) || timeout < 1 || timeout > LONGEST_TIME)
    throw new Error(`the timeout of ${whole} must be 1 to ${String(LONGEST_TIME)} milliseconds`);
  if (typeof fields !== 'object') throw new Error(`${whole} must have fields, {} for none`);
  const none = secrets.find((secret) => !Object.hasOwn(fields, secret));
  if (none !== undefined) throw new Error(`${whole} has a secret ${none} that is no field of it`);
}

/** Channels of all kinds are read and shown by one declaration: what has one name in it is one thing. */
function needField(whole: string, kind: ChannelKind, field: string, other: ChannelKind | undefined): void {
  if (!FIELD.test(field) || TAKEN.has(field)) throw new Error(`${whole} cannot have a field ${field}`);
  const schema = kind.fields[field] ?? Type.Never();
  try {
    new Shape(schema);
  } catch {
    throw new Error(`the field ${field} of ${whole} must be made of the inputs that commands are made of`);
  }
  if (other === undefined) return;
  const isSecret = ({ secrets = [] }: ChannelKind): boolean => secrets.includes(field);
  if (JSON.stringify(schema) !== JSON.stringify(other.fields[field]) || isSecret(kind) !== isSecret(other))
    throw new Error(`the field ${field} of ${whole} is another thing for a kind that is there: call it something else`);
}
