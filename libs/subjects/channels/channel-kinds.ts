import { CHAT_STYLES, type Chat, type Channel } from '#kernel/channel.js';
import type { Sent } from '#kernel/ways.js';
import { list, optional } from '#ledger/input/object.js';
import { oneOf } from '#ledger/input/text.js';
import { address, path, secret, url } from './channel-fields.js';
import type { ChannelKinds } from './channel-kind.js';

const TAKEN: Sent = { answer: 'taken' };

/** The kinds of channels that are always there. A plug-in brings others by values of the same shape. */
export const OUR_KINDS: ChannelKinds = {
  mail: {
    fields: { to: list(address) },
    takes: 'page',
    send: async ({ said }, outgoing, ways) => {
      const note = await ways.mail(said['to'] as readonly string[], outgoing);
      return note === undefined ? TAKEN : { answer: 'taken', note };
    },
  },
  webhook: {
    fields: { url, secret: optional(secret) },
    secrets: ['secret'],
    takes: 'data',
    send: async ({ said, secrets }, outgoing, ways) => {
      await ways.hook({ url: said['url'] as string, secrets: secrets['secret'] ?? [] }, outgoing);
      return TAKEN;
    },
  },
  chat: {
    fields: { url, style: oneOf(CHAT_STYLES) },
    send: async ({ said }, outgoing, ways) => {
      await ways.chat(said as Channel['said'] & Chat, outgoing);
      return TAKEN;
    },
  },
  folder: {
    fields: { path },
    takes: 'file',
    send: async ({ said }, outgoing, ways) => {
      await ways.folder(said['path'] as string, outgoing);
      return TAKEN;
    },
  },
  inbox: {
    fields: {},
    send: async (_channel, outgoing, ways) => {
      await ways.keep(outgoing);
      return TAKEN;
    },
  },
};
