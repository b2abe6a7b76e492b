import { reasonOf } from '#kernel/reason.js';
import { readSettings, type Settings } from '#platform/settings.js';
import { fine, wrong, type Finding } from './finding.js';

/** Of the first Node that has all that Tallybook uses of it. */
const LEAST_NODE = 24;

/** The settings of an environment, and what is wrong with them. */
export function settingFindings(env: NodeJS.ProcessEnv): { readonly settings?: Settings; readonly finding: Finding } {
  try {
    return { settings: readSettings(env), finding: fine('the settings') };
  } catch (error) {
    const cure = 'mend that setting: infra/docs/settings.md lists all of them, and a server does not start before';
    return { finding: wrong('the settings', reasonOf(error), cure) };
  }
}

/** @param node the version of Node, such as 24.1.0 */
export function versionFinding(tally: string, node: string): Finding {
  const said = `tally ${tally} on Node ${node}`;
  if (Number.parseInt(node, 10) >= LEAST_NODE) return fine('the version', said);
  return wrong('the version', said, `run it by npm run tally, or with Node ${String(LEAST_NODE)} or newer`);
}
