import { Command } from 'commander';
import { addBackup } from './backup.command.js';
import { addDemo } from './demo.command.js';
import { addExport } from './export.command.js';
import { addImport } from './import.command.js';
import { Interrupted } from './interrupt.js';
import { addQuery } from './query.command.js';
import { addRebuild } from './rebuild.command.js';
import { addReplay } from './replay.command.js';
import { complain } from './screen.js';
import { addRestore } from './restore.command.js';
import { addSql } from './sql.command.js';
import { addVerify } from './verify.command.js';
import { isMistaken } from './usage-error.js';
import { keepFilesPrivate } from '#platform/private-files.js';

keepFilesPrivate();

/** `tally`: exit code 0 for done, 1 for done with something to look at, 2 for what could not be done as asked. */
const program = new Command('tally').description('Tallybook on the command line').showHelpAfterError().exitOverride();
for (const add of [
  addImport,
  addQuery,
  addSql,
  addReplay,
  addVerify,
  addRebuild,
  addExport,
  addBackup,
  addRestore,
  addDemo,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
  // Shells tell by it that not only this command is to end.
  if (error instanceof Interrupted) process.kill(process.pid, error.signal);
}

function report(error: unknown): number {
  const { code, exitCode, message } = error as { code?: string; exitCode?: number; message: string };
  // Commander has said already what was wrong.
  if (code?.startsWith('commander.') === true) return exitCode === 0 ? 0 : 2;
  complain(`tally: ${message}`);
  return isMistaken(error) ? 2 : 1;
}
