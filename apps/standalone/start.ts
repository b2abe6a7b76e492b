import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import type { Book } from '#apps/api/book.js';
import { createApi } from '#apps/api/create-api.js';
import { DEFAULT_POLICIES } from '#insights/customer/policy.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { Calendar } from '#kernel/calendar.js';
import type { EventLog } from '#kernel/event-log.port.js';
import type { Views } from '#kernel/views.port.js';
import { openBook } from '#ledger/book.js';
import { Ledger } from '#ledger/ledger.js';
import { openBus, openLog, openViews, readViewsInThread } from '#platform/adapters.js';
import { Positions } from '#platform/positions.js';
import type { Settings } from '#platform/settings.js';
import { ProjectorThread } from './projector-thread.js';
import { runProjector } from './projector.js';

/** How far the read models may be behind before the book calls itself not ready. */
const LAG_LIMIT = 100_000;

export interface Standalone {
  readonly url: string;
  readonly book: Book;
  close(): Promise<void>;
}

export interface StandaloneOptions {
  readonly settings: Settings;
  /** The clock facts are recorded by; the system's unless given. */
  readonly clock?: () => Date;
  /** Where the projector runs: a thread of its own needs compiled code. */
  readonly projector?: 'thread' | 'inline';
}

/** Everything in one process on one data folder: log, projector, read models, HTTP. */
export async function startStandalone({
  settings,
  clock = () => new Date(),
  projector = 'thread',
}: StandaloneOptions): Promise<Standalone> {
  const { dataDir, timeZone, fiscalStart, currency } = settings;
  const log = pino({ level: settings.logLevel });
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const opened = openLog(dataDir, clock);
    closers.push(() => opened.close());
    await openBook(opened.log, { timeZone, currency, weekStart: 'monday', fiscalStart }, clock());
    const calendar = new Calendar(timeZone, fiscalStart);
    const positions = new Positions();
    const onError = (error: unknown): void => log.error({ err: error }, 'the projector met an error and tries again');
    const side = { log: opened.log, settings, calendar, positions, onError };
    const projected = projector === 'thread' ? await inThread(side) : await inline(side);
    closers.push(() => projected.close());
    const ledger = new Ledger(opened.log, calendar, currency, clock);
    const troubles = async (): Promise<readonly string[]> => [
      ...(projected.alive() ? [] : ['the projector has stopped and is being started again']),
      ...((await opened.log.tail()) - positions.covered > LAG_LIMIT ? ['the read models are far behind the log'] : []),
    ];
    const book: Book = {
      ledger,
      views: projected.views,
      positions,
      calendar,
      currency,
      policies: DEFAULT_POLICIES,
      clock,
      troubles,
    };
    const api = await createApi(book, log);
    closers.push(() => api.close());
    return { url: await listen(api, settings), book, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Side {
  readonly log: EventLog;
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly positions: Positions;
  readonly onError: (error: unknown) => void;
}

interface Projected {
  readonly views: Views;
  alive(): boolean;
  close(): Promise<void>;
}

async function inThread({ log, settings, positions, onError }: Side): Promise<Projected> {
  const thread = new ProjectorThread(settings, { onProgress: (position) => positions.reached(position), onError });
  await thread.start();
  const unlisten = log.onAppend(() => thread.poke());
  const views = readViewsInThread(settings.dataDir, VIEW_SCHEMA);
  return {
    views,
    alive: () => thread.alive,
    close: async () => {
      unlisten();
      await thread.stop();
      await views.close();
    },
  };
}

async function inline({ log, settings, calendar, positions, onError }: Side): Promise<Projected> {
  const views = openViews(settings.dataDir, VIEW_SCHEMA);
  const bus = openBus(onError);
  const stop = await runProjector({
    log,
    bus,
    views,
    calendar,
    onProgress: (position) => positions.reached(position),
    onError,
  });
  return { views, alive: () => true, close: () => stop().then(() => views.close()) };
}

async function listen(api: NestFastifyApplication, { port, host }: Settings): Promise<string> {
  await api.listen(port, host);
  const { port: actual } = api.getHttpServer().address() as { port: number };
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`;
}
