import { pino, type Logger } from 'pino';
import { reasonOf } from '#kernel/reason.js';
import { Refused } from '#kernel/refused.js';
import { Closers } from './closers.js';
import { FolderInUse } from './embedded-adapters.js';
import { Health } from './health.js';
import { RestoreUnfinished } from './log-copies.js';
import { sayOpenDoor } from './open-door.js';
import { keepFilesPrivate } from './private-files.js';
import { SettingsError } from './setting-values.js';
import { readSettings, type Settings } from './settings.js';
import { startTracing } from './tracing/start-tracing.js';
import { Waits } from './waits.js';

/** Milliseconds a stop may take before the process ends anyway: nothing is lost by it, and container engines kill after ten seconds. */
const STOP_TIMEOUT = 9_000;

/** What it is called that has not begun yet, or is about to end. */
const THE_PROCESS = 'the process';

/** Errors whose message says what to do. */
const MENDABLE = [SettingsError, FolderInUse, RestoreUnfinished, Refused];

/** What every process is given to start with. */
export interface Started {
  readonly settings: Settings;
  readonly log: Logger;
  readonly health: Health;
  readonly waits: Waits;
  /** What it has opened, closed at the end, the last first. */
  readonly closers: Closers;
  /** Has it end as if it was told to from outside. */
  readonly end: () => void;
}

/**
 * Runs a process until it is told to stop, by SIGTERM, SIGINT or the end of who started it with a channel to it.
 * @param name `tallybook relay` @param open opens all it is made of; resolves with what to say when it runs
 */
export async function runUntilStopped(name: string, open: (started: Started) => Promise<string>): Promise<void> {
  const stop = new AbortController();
  try {
    const started = prepared(name, stop.signal);
    const { readiness } = started.health;
    // Whoever is sent here by `/readyz` has to be answered: what is watched from the first moment on is not all there from then on.
    readiness.needs(THE_PROCESS, () => 'it is starting');
    const opening = traced(name, started).then(() => open(started));
    stopWhenTold(started, stop, opening);
    const running = await opening;
    if (!stop.signal.aborted) readiness.has(THE_PROCESS);
    process.stdout.write(`${running}\n`);
  } catch (error) {
    // Told to stop while it waited: what follows is in `stopWhenTold`.
    if (stop.signal.aborted) return;
    process.stderr.write(`${name} cannot start: ${explain(error)}\n`);
    process.exit(1);
  }
}

function prepared(name: string, stopped: AbortSignal): Started {
  keepFilesPrivate();
  const settings = readSettings(process.env);
  const log = pino({ level: settings.logLevel, base: { process: shortly(name) } });
  sayOpenDoor(settings, log);
  const health = new Health(log);
  return {
    settings,
    log,
    health,
    waits: new Waits(log, health.readiness, stopped),
    closers: new Closers(),
    end: () => process.kill(process.pid, 'SIGTERM'),
  };
}

/** Spans are sent from the first moment on, and the last when all else is closed. */
async function traced(name: string, { settings: { tracing }, log, closers }: Started): Promise<void> {
  const onError = (error: unknown): void => log.warn({ err: error }, 'the collector of spans does not take them');
  const stop = await startTracing(tracing, shortly(name), onError);
  closers.add('the spans', stop);
}

/** `relay` of `tallybook relay`. */
function shortly(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

function stopWhenTold({ closers, log, health }: Started, stop: AbortController, opening: PromiseLike<unknown>): void {
  const end = async (): Promise<void> => {
    setTimeout(() => {
      log.warn('stopped without waiting any longer');
      process.exit(0);
    }, STOP_TIMEOUT).unref();
    health.readiness.needs(THE_PROCESS, () => 'it is about to end');
    stop.abort();
    await Promise.allSettled([opening]);
    await closers.run(log);
    process.exit(0);
  };
  const told = (): void => void end();
  // A second signal ends the process at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, told);
  // Whoever started it for a while only, and can tell it so, is gone: nobody else would stop it.
  process.once('disconnect', told);
  // It may have gone while this was starting.
  if ('connected' in process && !process.connected) told();
}

/** What the operator can mend in one line; anything else with its stack. */
function explain(error: unknown): string {
  if (MENDABLE.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'the port is taken: stop what listens there, or set TALLY_PORT to another one';
  return stack ?? reasonOf(error);
}
