import { Command } from 'commander';
import { Interrupted } from './interrupt.js';
import { complain } from './screen.js';
import { TALLY } from './version.js';
import { isMistaken } from './usage-error.js';
import { keepFilesPrivate } from '#platform/private-files.js';
import { keepHeapsSmall } from '#platform/small-heaps.js';

keepFilesPrivate();
keepHeapsSmall();

/** In the order of the help. What a command is made of is loaded when it is called: some need all of the house, most next to nothing. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  import: async () => (await import('./import.command.js')).addImport,
  reconcile: async () => (await import('./reconcile.command.js')).addReconcile,
  query: async () => (await import('./query.command.js')).addQuery,
  sql: async () => (await import('./sql.command.js')).addSql,
  alerts: async () => (await import('./alerts/alerts.command.js')).addAlerts,
  replay: async () => (await import('./replay.command.js')).addReplay,
  doctor: async () => (await import('./doctor/doctor.command.js')).addDoctor,
  verify: async () => (await import('./verify.command.js')).addVerify,
  rebuild: async () => (await import('./rebuild.command.js')).addRebuild,
  export: async () => (await import('./export.command.js')).addExport,
  audit: async () => (await import('./proof/audit.command.js')).addAudit,
  backup: async () => (await import('./backup.command.js')).addBackup,
  restore: async () => (await import('./restore.command.js')).addRestore,
  protect: async () => (await import('./protect.command.js')).addProtect,
  mcp: async () => (await import('./mcp.command.js')).addMcp,
  demo: async () => (await import('./demo.command.js')).addDemo,
  key: async () => (await import('./key.command.js')).addKey,
  keys: async () => (await import('./keys.command.js')).addKeys,
};

/** `tally`: exit code 0 for done, 1 for done with something to look at, 2 for what could not be done as asked. */
const program = new Command('tally')
  .description('Tallybook on the command line')
  .version(TALLY, '--version', 'say which release this is')
  .showHelpAfterError()
  .exitOverride();
for (const add of await called(process.argv[2])) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
  // Shells tell by it that not only this command is to end.
  if (error instanceof Interrupted) process.kill(process.pid, error.signal);
}

/** All commands where none of them is called: their help is asked for, or what is called is no command. */
function called(name = ''): Promise<readonly ((program: Command) => void)[]> {
  const isOne = Object.hasOwn(COMMANDS, name);
  return Promise.all(Object.entries(COMMANDS).flatMap(([one, load]) => (!isOne || one === name ? [load()] : [])));
}

function report(error: unknown): number {
  const { code, exitCode, message } = error as { code?: string; exitCode?: number; message: string };
  // Commander has said already what was wrong.
  if (code?.startsWith('commander.') === true) return exitCode === 0 ? 0 : 2;
  complain(`tally: ${message}`);
  return isMistaken(error) ? 2 : 1;
}
