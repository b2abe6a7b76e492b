import { Type } from 'typebox';
import { INSTANT, named, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document, Views } from '#kernel/ports/views.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { ownerOf } from '../webhooks/webhook.js';
import type { ChannelPaused } from './pause.events.js';

const PAUSE_SHOWN = named('Pause', 'A channel that nothing goes through', {
  channel: text('its id'),
  reason: text('why it is paused'),
  failingSince: Type.Optional(Type.String({ ...INSTANT, description: 'since when it has failed, where that is why' })),
  since: INSTANT,
  position: POSITION,
});
const PAUSES_SHOWN = named('Pauses', 'Every channel that nothing goes through at present', {
  pauses: Type.Array(PAUSE_SHOWN),
});

export type PauseNow = Told<typeof PAUSE_SHOWN>;

type Kept = Pick<ChannelPaused['data'], 'id' | 'reason' | 'failingSince'> & {
  readonly position: number;
  readonly recordedAt: string;
};

export const PAUSE_READS = {
  listPauses: reads({
    path: 'pauses',
    parameters: NO_PARAMETERS,
    answers: PAUSES_SHOWN,
    example: { summary: 'Every channel that is paused, since when and why' },
    answer: async (_, { views }) => ({ pauses: await pausesNow(views) }),
  }),
};

/** The pauses there are: one of a channel that was said anew since is over. */
export async function pausesNow(views: Views): Promise<readonly PauseNow[]> {
  const pauses: PauseNow[] = [];
  for await (const { id: channel, body } of findAll(views, 'pauses')) {
    const { id: _id, position, recordedAt: since, ...why } = body as object as Kept;
    const webhook = ownerOf(channel);
    const [said] = await (webhook === undefined ? views.get('channels', [channel]) : views.get('webhooks', [webhook]));
    if (said === undefined || positionOf(said) < position)
      pauses.push({ channel, ...why, since, position: String(position) });
  }
  return pauses;
}

function positionOf({ body }: Document): number {
  return (body as object as { readonly position: number }).position;
}
