import { Type, type TObject } from 'typebox';
import { closed, INSTANT, text } from '#kernel/answer-schema.js';
import { pausesNow, type PauseNow } from '../pauses/pause.reads.js';
import type { Read } from '../read.js';

const PAUSED = Type.Optional(
  closed(
    {
      since: INSTANT,
      reason: text('why'),
      failingSince: Type.Optional(
        Type.String({ ...INSTANT, description: 'since when it has failed, where that is why' }),
      ),
    },
    'that nothing goes through it at present, as of now on both clocks: a test that arrives, or another PUT, ends it',
  ),
);

type Shown = object & { readonly id: string };

/** What is shown of channels, with the pauses that there are. */
export function withPauses(reads: Readonly<Record<string, Read>>): Readonly<Record<string, Read>> {
  const { showChannel, listChannels } = reads;
  if (showChannel?.answers === undefined || listChannels?.answers === undefined) throw new Error('channels are shown');
  const one = adding(showChannel.answers);
  return {
    ...reads,
    showChannel: {
      ...showChannel,
      answers: one,
      answer: async (asked, on) => paused(await showChannel.answer(asked, on), await pausesNow(on.views)),
    },
    listChannels: {
      ...listChannels,
      answers: {
        ...listChannels.answers,
        properties: { ...listChannels.answers.properties, channels: Type.Array(one) },
      },
      answer: async (asked, on) => {
        const { channels, ...rest } = (await listChannels.answer(asked, on)) as {
          readonly channels: readonly object[];
        };
        const pauses = await pausesNow(on.views);
        return { channels: channels.map((channel) => paused(channel, pauses)), ...rest };
      },
    },
  };
}

function adding(schema: TObject): TObject {
  return { ...schema, properties: { ...schema.properties, paused: PAUSED } };
}

function paused(shown: object, pauses: readonly PauseNow[]): object {
  const pause = pauses.find(({ channel }) => channel === (shown as Shown).id);
  if (pause === undefined) return shown;
  const { channel: _channel, position: _position, ...why } = pause;
  return { ...shown, paused: why };
}
