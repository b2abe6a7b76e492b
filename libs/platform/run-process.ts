import { pino, type Logger } from 'pino';
import { readSettings, SettingsError, type Settings, type Stores } from './settings.js';

/** Milliseconds a stop may take before the process ends anyway: nothing is lost by it. */
const STOP_WITHIN = 10_000;

export type SharedSettings = Settings & { readonly stores: Extract<Stores, { log: 'eventstoredb' }> };

/** Runs one process of a deployment over several machines until it is told to stop. @param start answers how to stop */
export async function runProcess(
  name: string,
  start: (settings: SharedSettings, log: Logger) => Promise<() => Promise<void>>,
): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const { stores } = settings;
    if (stores.log !== 'eventstoredb')
      throw new SettingsError('TALLY_LOG', stores.log, `${name} is a process of its own only with eventstoredb`);
    const log = pino({ level: settings.logLevel, base: { process: name } });
    const stop = await start({ ...settings, stores }, log);
    stopOnSignals(stop);
    process.stdout.write(`tallybook ${name} runs\n`);
  } catch (error) {
    const text = error instanceof SettingsError ? error.message : ((error as Error).stack ?? String(error));
    process.stderr.write(`tallybook ${name} cannot start: ${text}\n`);
    process.exitCode = 1;
  }
}

function stopOnSignals(stop: () => Promise<void>): void {
  const end = (): void => {
    setTimeout(() => process.exit(0), STOP_WITHIN).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
