import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { INSTANT, named, NEXT, POSITION, text } from '#kernel/answer-schema.js';
import { reads } from '../read.js';
import type { MessageKept } from './message.events.js';

const MESSAGE = named('Message', 'A message that was left in an inbox', {
  id: text('of the delivery that brought it'),
  channel: text('the inbox'),
  subject: text('what it is about, such as report or test'),
  title: text('in a line'),
  text: text('what it says'),
  link: Type.Optional(text('where there is more of it, below the address of the server')),
  position: POSITION,
  recordedAt: INSTANT,
});
const MESSAGES = named('Messages', 'What was left in inboxes, the newest first, a page of it', {
  messages: Type.Array(MESSAGE),
  next: NEXT,
});

type Kept = MessageKept['data'] & { readonly position: number; readonly recordedAt: string };

export const MESSAGE_READS = {
  listMessages: reads({
    path: 'messages',
    scope: 'read',
    parameters: Type.Object({
      channel: Type.Optional(Type.String({ description: 'Only those of this inbox.' })),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: MESSAGES,
    example: { summary: 'What was left in inboxes', query: { limit: '10' } },
    answer: async ({ parameters: { channel, limit, cursor }, asked }, { views }) => {
      const after = decodeId(asked, cursor);
      const found = await views.find('messages', {
        ...(channel !== undefined && { where: { channel } }),
        ...(after !== undefined && { after }),
        descending: true,
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const messages = page.map(({ body }) => {
        const { position, ...message } = body as object as Kept;
        return { ...message, position: String(position) };
      });
      return { messages, next: found.length > limit && last !== undefined ? encodeCursor(asked, last.id) : null };
    },
  }),
};
