import { pino, type Logger } from 'pino';
import type { Registry } from 'prom-client';
import { reasonOf } from '#kernel/reason.js';
import { Refused } from '#kernel/refused.js';
import { Closers } from './closers.js';
import { processMeasures } from './gauges.js';
import { HealthServer } from './health-server.js';
import { sayOpenDoor } from './open-door.js';
import { keepFilesPrivate } from './private-files.js';
import { Readiness } from './readiness.js';
import { Waits } from './waits.js';
import { checkAddresses } from './distributed-adapters.js';
import { SettingsError } from './setting-values.js';
import { readSettings, type Settings, type Stores } from './settings.js';

/** Milliseconds a stop may take before the process ends anyway: nothing is lost by it, and container engines kill after ten seconds. */
const STOP_TIMEOUT = 9_000;

export type SharedSettings = Settings & { readonly stores: Extract<Stores, { log: 'eventstoredb' }> };

/** What one process of a deployment is given to start with. */
export interface Running {
  readonly settings: SharedSettings;
  readonly log: Logger;
  /** What it needs in order to be ready; `/readyz` answers it. */
  readonly readiness: Readiness;
  /** What `/metrics` answers. */
  readonly measures: Registry;
  readonly waits: Waits;
  /** What it has opened, closed at the end, the last first. */
  readonly closers: Closers;
  /** Answers the three until the process ends, or has closed it to listen on the port itself. */
  readonly health: HealthServer;
}

/** Runs one process of a deployment over several machines until it is told to stop; it can be watched from the first moment on. */
export async function runProcess(name: string, start: (running: Running) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  try {
    const running = await prepare(name, stop.signal);
    const starting = start(running);
    stopOnSignals(running, stop, starting);
    await starting;
    process.stdout.write(`tallybook ${name} runs, watch it on ${running.health.url}\n`);
  } catch (error) {
    // Told to stop while it waited: what follows is in `stopOnSignals`.
    if (stop.signal.aborted) return;
    process.stderr.write(`tallybook ${name} cannot start: ${explain(error)}\n`);
    process.exit(1);
  }
}

async function prepare(name: string, stopped: AbortSignal): Promise<Running> {
  keepFilesPrivate();
  const settings = readSettings(process.env);
  const { stores } = settings;
  if (stores.log !== 'eventstoredb')
    throw new SettingsError('TALLY_LOG', `${name} is a process of its own only with eventstoredb`);
  await checkAddresses(stores);
  const log = pino({ level: settings.logLevel, base: { process: name } });
  sayOpenDoor(settings, log);
  const readiness = new Readiness(log);
  const measures = processMeasures();
  const health = await HealthServer.open(settings, readiness, measures);
  const waits = new Waits(log, readiness, stopped);
  return { settings: { ...settings, stores }, log, readiness, measures, waits, closers: new Closers(), health };
}

/** A second signal ends the process at once. */
function stopOnSignals({ closers, log, readiness }: Running, stop: AbortController, starting: Promise<void>): void {
  const end = async (): Promise<void> => {
    setTimeout(() => {
      log.warn('stopped without waiting any longer');
      process.exit(0);
    }, STOP_TIMEOUT).unref();
    readiness.needs('the process', () => 'it is about to end');
    stop.abort();
    await starting.catch(() => undefined);
    await closers.run(log);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
}

/** What the operator can mend in one line; anything else with its stack. */
function explain(error: unknown): string {
  if (error instanceof SettingsError || error instanceof Refused) return error.message;
  const { code, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'the port is taken: stop what listens there, or set TALLY_PORT to another one';
  return stack ?? reasonOf(error);
}
