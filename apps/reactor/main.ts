import { watchedBy } from '#book/access/watched-by-key.js';
import { openDeployment } from '#book/deployment-stores.js';
import { openBook } from '#book/open-book.js';
import { eventsTopic } from '#book/events-topic.js';
import { startIntake } from '#book/intake/start-intake.js';
import { startReacting } from '#book/reacting.js';
import { sharedBook } from '#book/shared-book.js';
import { Calendar } from '#kernel/time/calendar.js';
import { openSharedOutbox } from '#platform/distributed-adapters.js';
import { tellReacting } from '#platform/reacting-errors.js';
import { ReactingMeasures } from '#platform/reacting-measures.js';
import { waysOut } from '#platform/ways-out.js';
import { runProcess } from '#platform/run-process.js';
import { doingsOf } from '#subjects/doings.js';

/**
 * Does what a book does by itself: after facts, at times, and to receivers outside. Any number stand side by side: each follows all of it,
 * an occasion is one command and one delivery whoever is first, and a delivery is in the hands of one at a time.
 */
await runProcess('reactor', async (running) => {
  const { settings, log, health, waits, closers } = running;
  const clock = (): Date => new Date();
  const watch = new ReactingMeasures(health.measures, clock);
  const doings = doingsOf(new Calendar(settings.timeZone, settings.fiscalStart));
  const stores = await openDeployment(running);
  // Opening it is left to those who take facts.
  const { id } = await sharedBook(settings.stores, stores.log, waits);
  const book = await openBook(stores, running, { clock });
  watchedBy(book.door, running);
  const outbox = openSharedOutbox(settings.stores, id);
  closers.add('the outbox', () => outbox.close());
  await waits.until('the outbox in MongoDB', () => outbox.prepare());
  watch.outbox = outbox;
  const reacting = startReacting({
    doings,
    book,
    outbox,
    ways: waysOut(settings.outgoing, clock),
    publicUrl: settings.outgoing.publicUrl,
    topic: await eventsTopic(running),
    watch,
    onError: tellReacting(log),
  });
  closers.add('reactions', () => reacting.stop());
  await startIntake(book, running);
  health.readiness.needs('reactions', () => reacting.trouble);
});
