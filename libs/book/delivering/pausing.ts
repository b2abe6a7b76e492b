import type { Sender } from '#engine/deliver/deliver.js';
import type { Delivery } from '#kernel/delivery.js';
import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';
import { asFreeText } from '#ledger/label.js';
import { CHANNEL_STREAM } from '#subjects/channels/channel.js';
import { failingForADay } from '#subjects/channels/failing.js';
import { PAUSE_STREAM } from '#subjects/pauses/pause.events.js';
import { ownerOf, WEBHOOK_STREAM } from '#subjects/webhooks/webhook.js';
import type { Book } from '../book.js';
import { groundOf } from '../ground.js';
import { unsendable } from './unsendable.js';

/** Deliveries of a channel that are looked at to see whether it fails: the last ones. */
const LOOKED_AT = 100;

/** Makes senders whose deliveries wait while what they go through is paused, or of a kind that is not there; and it is paused when it has failed for a day. */
export function unlessPaused(book: Book, onError: (error: unknown) => void): (send: Sender['send']) => Sender {
  const waits = waitingFor(book, () => paused(book));
  return (send) => ({
    waits,
    send: async (delivery, signal) => {
      try {
        return await send(delivery, signal);
      } catch (error) {
        await pauseFailing(book, delivery, reasonOf(error)).catch(onError);
        throw error;
      }
    },
  });
}

/** Records that a channel is not used any more, where all that was sent through it for a day has failed. */
async function pauseFailing(book: Book, delivery: Delivery, error: string): Promise<void> {
  const { channel } = delivery;
  const owner = ownerOf(channel);
  const now = book.clock();
  const before = delivery.attempts.slice(0, -1);
  const last = delivery.attempts.slice(-1).map((attempt) => ({ ...attempt, endedAt: now.toISOString(), error }));
  const others = await book.outbox().find({ channel, limit: LOOKED_AT });
  const all = [...others.filter(({ id }) => id !== delivery.id), { ...delivery, attempts: [...before, ...last] }];
  const [said, pauses] = await Promise.all([
    book.log.readStream(owner === undefined ? CHANNEL_STREAM + channel : WEBHOOK_STREAM + owner),
    book.log.readStream(PAUSE_STREAM + channel),
  ]);
  const used = [...said, ...pauses].toSorted((one, other) => one.position - other.position).at(-1);
  const failingSince = failingForADay(all, used?.recordedAt ?? '', now);
  if (failingSince === undefined) return;
  const reason = asFreeText(error, 'it failed');
  // Several deliveries fail at the same time: what they were sent through is paused once since it was last used.
  const id = `failing-${used?.id ?? 'ever'}`;
  await book.ledger.record('PauseChannel', { id, channelId: channel, reason, failingSince }).catch(whereClaimed);
}

/** Another one has paused it, by what he saw. */
function whereClaimed(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'id-conflict') throw error;
}

/** Asks which channels nothing is to go through, anew whenever something was recorded: those of kinds that are not there, and others. */
export function waitingFor(
  book: Book,
  others: () => Promise<readonly string[]> = () => Promise.resolve([]),
): () => Promise<readonly string[]> {
  let known: { readonly position: number; readonly channels: readonly string[] } | undefined;
  return async () => {
    const { position } = book.models;
    if (known?.position !== position) {
      const [lacking, more] = await Promise.all([unsendable(book), others()]);
      known = { position, channels: [...lacking.map(({ id }) => id), ...more] };
    }
    return known.channels;
  };
}

async function paused(book: Book): Promise<readonly string[]> {
  const { pauses } = (await groundOf(book).read('listPauses', '')) as {
    readonly pauses: readonly { readonly channel: string }[];
  };
  return pauses.map(({ channel }) => channel);
}
