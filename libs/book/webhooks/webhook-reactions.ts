import type { Reaction, ReactionsOf } from '#engine/react/reaction.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { NamedEvent } from '#ledger/named/named.events.js';
import type { Fact, Ground } from '#subjects/reactions.js';
import { REPLAY_EVENTS, REPLAY_STREAM, type WebhookReplayed } from '#subjects/webhook-replays/replay.events.js';
import {
  channelOf,
  currentOf,
  webhookIn,
  WEBHOOK_STREAM,
  WEBHOOK_TYPES,
  type Webhook,
} from '#subjects/webhooks/webhook.js';
import type { Book } from '../book.js';
import { deliveriesOf, type Replay } from './webhook-delivery.js';

/** Deliveries of a webhook that wait at most: its events stay in the log until some of them have left. */
const MOST_WAITING = 200;
/** Webhooks asked for at a time. */
const PAGE = 1_000;

const CHANGING = new Set<string>(Object.values(WEBHOOK_TYPES));

type Stores = Pick<Book, 'log' | 'outbox'>;

/**
 * Tells whom webhooks tell: one reaction for each, with a checkpoint of its own, and one for each replay. A receiver that is away holds up
 * nothing but its own.
 */
export function webhookReactions({ log, outbox }: Stores): ReactionsOf<Ground, Fact> {
  return {
    name: 'webhooks',
    changedBy: new Set([...CHANGING, ...Object.keys(REPLAY_EVENTS)]),
    all: async (ground) => {
      const found = await Promise.all((await webhookIds(ground)).map((id) => reactionsOf(id, { log, outbox })));
      return found.flat();
    },
  };
}

async function reactionsOf(id: string, stores: Stores): Promise<readonly Reaction<Ground, Fact>[]> {
  const telling = new Telling(id, stores);
  const webhook = await telling.webhook();
  if (webhook === undefined) return [];
  const { after: begins, versions } = webhook;
  const name = `webhook.${id}.${String(versions[0].position)}`;
  const live: Reaction<Ground, Fact> = { ...telling.reaction(name), begins };
  const replays = await replaysIn(id, telling, stores);
  return [live, ...replays];
}

/** Those that are not over. */
async function replaysIn(
  id: string,
  telling: Telling,
  { log, outbox }: Stores,
): Promise<readonly Reaction<Ground, Fact>[]> {
  const asked = (await log.readStream(REPLAY_STREAM + id)) as readonly (RecordedEvent & WebhookReplayed)[];
  const all = asked.map(({ position, data: { from, to } }) => ({
    ...telling.reaction(`webhook.${id}.replay.${String(position)}`, { position }),
    begins: Math.max(0, Number(from) - 1),
    ends: Math.min(Number(to), position),
  }));
  const checkpoints = await Promise.all(all.map(({ name }) => outbox().checkpoint(name)));
  return all.filter(({ ends }, i) => (checkpoints[i] ?? 0) < ends);
}

/** What a webhook is told of, by its versions. */
class Telling {
  private known: Promise<Webhook | undefined> | undefined;

  constructor(
    private readonly id: string,
    private readonly stores: Stores,
  ) {}

  webhook(): Promise<Webhook | undefined> {
    this.known ??= this.stores.log.readStream(WEBHOOK_STREAM + this.id).then((events) => webhookIn(this.id, events));
    this.known.catch(() => (this.known = undefined));
    return this.known;
  }

  reaction(name: string, replay?: Replay): Reaction<Ground, Fact> {
    return {
      name,
      follows: 'events',
      mayGoOn: async () => {
        const webhook = await this.webhook();
        if (webhook === undefined) return true;
        const { count } = await this.stores.outbox().open(channelOf(this.id, currentOf(webhook).content));
        return count < MOST_WAITING;
      },
      react: async ({ events }) => {
        // What was said in the stretch holds for what comes after it there.
        if (events.some((event) => this.isChanged(event))) this.known = undefined;
        const webhook = await this.webhook();
        if (webhook === undefined) return [];
        return deliveriesOf(webhook, events, replay).map((delivery) => ({ delivery }));
      },
    };
  }

  private isChanged({ type, data }: RecordedEvent): boolean {
    return CHANGING.has(type) && (data as NamedEvent['data']).id === this.id;
  }
}

/** Those that there are. */
async function webhookIds(ground: Ground): Promise<readonly string[]> {
  const found: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await ground.read('listWebhooks', '', {}, asked)) as {
      readonly webhooks: readonly { readonly id: string }[];
      readonly next: string | null;
    };
    found.push(...page.webhooks.map(({ id }) => id));
    cursor = page.next;
  }
  return found;
}
