import { checkAddresses } from './distributed-adapters.js';
import { HealthServer } from './health-server.js';
import { SettingsError } from './setting-values.js';
import type { Settings, Stores } from './settings.js';
import { runUntilStopped, type Started } from './until-stopped.js';

export type SharedSettings = Settings & { readonly stores: Extract<Stores, { log: 'eventstoredb' }> };

/** What one process of a deployment is given to start with. */
export interface Running extends Started {
  readonly settings: SharedSettings;
  /** Answers who watches until the process ends, or has closed it to listen on the port itself. */
  readonly watched: HealthServer;
}

/** Runs one process of a deployment over several machines; it can be watched from the first moment on. */
export function runProcess(name: string, start: (running: Running) => Promise<void>): Promise<void> {
  return runUntilStopped(`tallybook ${name}`, async (started) => {
    const { settings, health } = started;
    const { stores } = settings;
    if (stores.log !== 'eventstoredb')
      throw new SettingsError('TALLY_LOG', `${name} is a process of its own only with eventstoredb`);
    await checkAddresses(stores);
    const watched = await HealthServer.open(settings, health);
    await start({ ...started, settings: { ...settings, stores }, watched });
    return `tallybook ${name} runs, watch it on ${watched.url}`;
  });
}
