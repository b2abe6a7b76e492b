import type { Rule } from '#ledger/input/kind.js';
import { list, object, optional, type Said } from '#ledger/input/object.js';
import { position } from '#ledger/input/position.js';
import { label, text } from '#ledger/input/text.js';
import { secret, url } from '../channels/channel-fields.js';

const FIELDS = {
  /** Either where events are posted to, */
  url: optional(url),
  /** or the channel that they go through. */
  channel: optional(label),
  /** Of events, as the journal calls them; `*` for all facts. */
  types: list(label),
  /** What has to be true of an event. */
  where: optional(text),
  /** The position from which on events are sent: those after it is said where absent. */
  from: optional(position),
  /** What is signed with; made for it where absent. */
  secret: optional(secret),
  description: optional(text),
};

const rule: Rule<Said<typeof FIELDS>> = (said, scope) => {
  scope.requireOneOf('url', 'channel');
  if (said.secret !== undefined && said.channel !== undefined)
    scope.fail('secret', 'is that of the channel: leave it out');
};

/** What is said of a webhook: who is told of which events. */
export const WEBHOOK = object(FIELDS, rule);

export type WebhookSaid = Said<typeof FIELDS>;
