import type { Settings } from './settings.js';

/** Says at every start that everybody who reaches the process may do everything, where that was wanted. */
export function sayOpenDoor({ auth, host }: Pick<Settings, 'auth' | 'host'>, log: { warn(text: string): void }): void {
  if (auth === 'off')
    log.warn(`TALLY_AUTH=off: whoever reaches ${host} may ask and record everything, no key is asked for`);
}
