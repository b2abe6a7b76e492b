import type { Plugins } from '#subjects/plugins/load.js';
import { fine, wrong, type Finding } from './finding.js';

/** Of each plug-in that TALLY_PLUGINS names, whether a server with the same settings would have it. */
export function pluginFindings({ subjects, missing }: Plugins): readonly Finding[] {
  const cure =
    'install it where the server is started, or take it out of TALLY_PLUGINS: its events wait until it is there';
  return [
    ...subjects.map(({ name }) => fine(`the plug-in ${name}`)),
    ...missing.map(({ name, reason }) => wrong(`the plug-in ${name}`, reason, cure)),
  ];
}
