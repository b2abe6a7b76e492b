import { checkUser as checkBusUser } from '#bus-kafka/known-user.js';
import { checkRights as checkBusRights } from '#bus-kafka/rights.js';
import { needWhole } from '#log-eventstoredb/restored/whole.js';
import { checkRights as checkLogRights } from '#log-eventstoredb/rights.js';
import { checkRights as checkViewsRights } from '#views-mongodb/rights.js';
import { Refused } from '#kernel/refused.js';
import { atTheDoors, type Doors } from './doors.js';
import type { SharedSettings } from './run-process.js';
import { topicOf } from './shared-book.js';
import { doorsOfBus, doorsOfLog, doorsOfViews } from './store-doors.js';
import type { Waits } from './waits.js';

type Distributed = SharedSettings['stores'];

/**
 * Waits until a process may do with the log what it is there for. @throws Refused where waiting is of no use, also where a restore into it
 * has not come to its end
 */
export async function mayUseLog(
  { eventStoreUrl, book }: Distributed,
  waits: Waits,
  { appends }: { appends: boolean },
): Promise<void> {
  await waits.until('EventStoreDB', () =>
    allowed(doorsOfLog(eventStoreUrl), () => checkLogRights(eventStoreUrl, book, appends)),
  );
  await waits.until('a whole log in EventStoreDB', () => needWhole(eventStoreUrl, book));
}

/** The same of the read models, for who keeps them and who only asks: both change which version is served. */
export function mayUseViews({ mongoUri }: Distributed, waits: Waits): Promise<void> {
  return waits.until('MongoDB', () => allowed(doorsOfViews(mongoUri), () => checkViewsRights(mongoUri)));
}

/** Waits until Kafka takes the process for whom it says it is. @throws Refused where waiting is of no use */
export function mayReachBus({ kafka }: Distributed, waits: Waits): Promise<void> {
  return waits.until('Kafka', () => allowed(doorsOfBus(kafka), () => checkBusUser(kafka)));
}

/** Waits until it may also do with the topic of a book what it is there for. @throws Refused where waiting is of no use */
export function mayUseBus(
  { kafka }: Distributed,
  book: string,
  waits: Waits,
  { sends }: { sends: boolean },
): Promise<void> {
  const options = { connection: kafka, ...topicOf(book) };
  return waits.until('the topic in Kafka', () => allowed(doorsOfBus(kafka), () => checkBusRights(options, sends)));
}

/** What is asked of each store of a deployment, once: whether it answers, and grants what most is needed of it. Each look throws what is wrong. */
export function storeLooks({ eventStoreUrl, book, mongoUri, kafka }: Distributed) {
  return [
    {
      store: 'EventStoreDB',
      setting: 'EVENTSTORE_URL',
      look: () => allowed(doorsOfLog(eventStoreUrl), () => checkLogRights(eventStoreUrl, book, true)),
    },
    { store: 'Kafka', setting: 'KAFKA_BROKERS', look: () => allowed(doorsOfBus(kafka), () => checkBusUser(kafka)) },
    {
      store: 'MongoDB',
      setting: 'MONGODB_URI',
      look: () => allowed(doorsOfViews(mongoUri), () => checkViewsRights(mongoUri)),
    },
  ];
}

/** A store that does not answer may only be spoken to in the wrong way: whoever waits is told. */
async function allowed(doors: Doors, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw (await atTheDoors(doors)) ?? error;
  }
}
