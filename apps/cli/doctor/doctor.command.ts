import type { Command } from 'commander';
import { dataFolder, folderEnvironment } from '../data-folder.js';
import { addWhere, bookAt, BY_SERVER, serverNamed, type Where } from '../connect.js';
import { say } from '../screen.js';
import { UsageError } from '../usage-error.js';
import { TALLY } from '../version.js';
import { collectorFindings } from './collector-findings.js';
import { linesOf, type Finding } from './finding.js';
import { folderFindings } from './folder-findings.js';
import { PLUGINS } from '#subjects/index.js';
import { pluginFindings } from './plugin-findings.js';
import { serverFindings } from './server-findings.js';
import { settingFindings, versionFinding } from './setting-findings.js';
import { storeFindings } from './store-findings.js';

interface Asked extends Where {
  readonly leastDisk: string;
}

export function addDoctor(program: Command): void {
  addWhere(program.command('doctor'))
    .option('--least-disk <megabytes>', 'that are to be left on the disk', '1024')
    .description(
      'look at the settings, the version, the clock, and the book: its server, its data folder, or the stores of a deployment; says what is wrong, and what to do',
    )
    .addHelpText('after', '\nExample: tally doctor --data ./data')
    .action(async (asked: Asked) => {
      const findings = await look(asked);
      for (const finding of findings) for (const line of linesOf(finding)) say(line);
      process.exitCode = findings.some(({ wrong }) => wrong !== undefined) ? 1 : 0;
    });
}

async function look({ leastDisk: said, keyFile, ...where }: Asked): Promise<readonly Finding[]> {
  const leastDisk = Number(said);
  if (!Number.isSafeInteger(leastDisk) || leastDisk < 0) throw new UsageError('--least-disk must be megabytes');
  const url = serverNamed(where);
  const version = versionFinding(TALLY, process.versions.node);
  if (url !== undefined) return [version, ...(await serverFindings(url, bookAt(url, keyFile)))];
  const env = where.data === undefined ? process.env : folderEnvironment();
  const { settings, finding } = settingFindings(env);
  const found = [version, finding, ...pluginFindings(PLUGINS), ...(await collectorFindings(settings))];
  if (settings?.stores.log === 'eventstoredb') return [...found, ...(await storeFindings(settings.stores))];
  const folder = dataFolder(where.data, BY_SERVER);
  return [...found, ...(await folderFindings(folder, { env, now: new Date(), leastDisk }))];
}
