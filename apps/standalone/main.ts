import { setFlagsFromString } from 'node:v8';
import { Refused } from '#kernel/refused.js';
import { FolderInUse } from '#platform/embedded-adapters.js';
import { RestoreUnfinished } from '#platform/log-copies.js';
import { keepFilesPrivate } from '#platform/private-files.js';
import { SettingsError } from '#platform/setting-values.js';
import { readSettings } from '#platform/settings.js';
import { startStandalone, type Standalone } from './start.js';

/** Milliseconds a stop may take before the process ends anyway: the log loses nothing. */
const STOP_TIMEOUT = 10_000;

/** Errors whose message says what to do. */
const MENDABLE = [SettingsError, FolderInUse, RestoreUnfinished, Refused];

// Nearly all objects of an import die young: collected often, they need little room in each of the threads.
setFlagsFromString('--max-semi-space-size=6');

keepFilesPrivate();

try {
  const settings = readSettings(process.env);
  const standalone = await startStandalone({ settings });
  stopOnSignals(standalone);
  process.stdout.write(`${welcome(standalone.url, settings.dataDir)}\n`);
} catch (error) {
  process.stderr.write(`tallybook cannot start: ${explain(error)}\n`);
  process.exitCode = 1;
}

function welcome(url: string, folder: string): string {
  return [
    `Tallybook listens on ${url}, its book is in ${folder}. Try, in another terminal:`,
    `  curl -s ${url}/v1/customers -H 'content-type: application/json' -d '{"id": "ada", "registeredAt": "2024-01-15", "region": "north"}'`,
    `  curl -s '${url}/v1/query?metrics=customers.total&by=region'`,
    `  npm run -s tally -- demo --url ${url}      # a generated two-year business to look at`,
  ].join('\n');
}

/** What the user can mend in one line; anything else with its stack. */
function explain(error: unknown): string {
  if (MENDABLE.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'the port is taken: stop what listens there, or set TALLY_PORT to another one';
  return stack ?? String(error);
}

function stopOnSignals(standalone: Standalone): void {
  const stop = (): void => {
    setTimeout(() => process.exit(0), STOP_TIMEOUT).unref();
    standalone.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`tallybook stopped with an error: ${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Whoever started it for a while only, and can tell it so, is gone: nobody else would stop it.
  process.once('disconnect', stop);
  // It may have gone while this was starting.
  if ('connected' in process && !process.connected) stop();
}
