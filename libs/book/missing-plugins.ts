import { PLUGINS } from '#subjects/index.js';

/** Whoever operates the book should know that a plug-in it names is not there: events of it wait. */
export function sayMissingPlugins(log: { warn(text: string): void }): void {
  for (const { name, reason } of PLUGINS.missing)
    log.warn(`the plug-in ${name} of TALLY_PLUGINS is missing, events of it wait until it is there: ${reason}`);
}
