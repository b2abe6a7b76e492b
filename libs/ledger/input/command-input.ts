import type { TObject, TProperties } from 'typebox';
import type { Envelope } from '#kernel/event.js';
import { claimOf, present, type Read, type Reading } from '../command.js';
import type { Content } from '../differences.js';
import { hide, type Rule } from './kind.js';
import { object, optional, type Said } from './object.js';
import { Shape } from './shape.js';
import { label } from './text.js';

/** What can be sent with every command. */
export const ENVELOPE = { emitter: optional(label), correlationId: optional(label), actor: optional(label) };

/** What a caller sends to have something recorded, and the command that it is. */
export interface CommandInput<Command> {
  /** What is sent, as JSON Schema. */
  readonly schema: TObject;
  /** @throws Problem for what the caller can mend */
  readonly read: (data: unknown, reading: Reading) => Read<Command>;
}

/** The one field of every command: the id it is claimed under. */
type Named = TProperties & { readonly id: typeof label };
type Sent = Envelope & Content & { readonly id: string };

/**
 * Declares what callers send to have something recorded. All that they say, in its normal form, is what they claim under its id.
 * @param type the name they send it by: permanent, it is part of the claim
 * @param fields in the order in which their mistakes are told
 * @param ask makes the command of what was said @throws Problem for what the caller can mend
 * @param rule what holds between the fields
 */
export function commandInput<Fields extends Named, Command>(
  type: string,
  fields: Fields,
  ask: (said: Said<Fields>, reading: Reading) => Command,
  rule?: Rule<Said<Fields>>,
): CommandInput<Command> {
  const shape = new Shape<TObject>(hide(object({ ...ENVELOPE, ...fields }), { rule }));
  return {
    schema: shape.schema,
    read: (data, reading) => {
      const sent = shape.read(data, reading) as object as Sent;
      const { emitter, correlationId, actor } = sent;
      const { knownSince, quiet, traceparent } = reading;
      const envelope = present({ emitter, correlationId, actor, knownSince, quiet, traceparent });
      const said = Object.keys(envelope).length === 0 ? sent : withoutEnvelope(sent);
      const command = ask(said as object as Said<Fields>, reading);
      return { command, claim: claimOf(sent.id, { type, ...said }, envelope, reading.source) };
    },
  };
}

/** What is claimed of what was sent. */
function withoutEnvelope({ emitter: _emitter, correlationId: _correlation, actor: _actor, ...said }: Sent): Content {
  return said;
}
