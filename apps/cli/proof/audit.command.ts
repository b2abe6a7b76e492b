import { Option, type Command } from 'commander';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLog, type Audited } from '#book/proof/audit-log.js';
import { openAuditedFolder } from '#book/proof/audited-folder.js';
import type { AuditedLog } from '#book/proof/audited-log.js';
import { asFigure, type AskedFigure } from '#book/proof/reproduced.js';
import { Problem } from '#kernel/problem.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import { NotProven } from '#merkle/not-proven.js';
import type { NoteKey } from '#merkle/signed-note.js';
import { hasLog } from '#platform/embedded-adapters.js';
import { bookAt } from '../connect.js';
import { MANIFEST } from '../exported-events.js';
import { say } from '../screen.js';
import { UsageError } from '../usage-error.js';
import { openBundle } from './audited-bundle.js';
import { openAuditedServer } from './audited-server.js';
import { headsIn, keyIn, textOf } from './pinned-heads.js';

interface Options {
  readonly vkey: string;
  readonly head?: string;
  readonly figure?: string;
  readonly keyFile?: string;
}

export function addAudit(program: Command): void {
  program
    .command('audit')
    .argument('<folder|url>', 'what export --proof has written, a data folder, or a running server')
    .addOption(
      new Option(
        '--vkey <key>',
        'what heads are checked with, as keys signing prints it, or a file with that',
      ).makeOptionMandatory(),
    )
    .option(
      '--head <file>',
      'a signed head that was kept elsewhere, or several one behind another: the log has to begin with all of them',
    )
    .option(
      '--figure <file>',
      'an answer of figures with its question, as {"question": …, "answer": …}: has to follow from the events',
    )
    .option('--key-file <file>', 'a file with the key for the server (or TALLY_KEY_FILE, TALLY_KEY)')
    .description(
      'check that the log is the one that was signed: every event against its leaf in the tree, the tree against its heads; fold it anew and work the figure out',
    )
    .addHelpText('after', '\nExample: tally audit ./out --vkey signing.vkey --head head-2024-03-31.txt')
    .action(async (where: string, options: Options) => {
      process.exitCode = await audit(where, options);
    });
}

/** @returns the exit code: 1 where something is not as it was signed */
async function audit(where: string, options: Options): Promise<number> {
  const key = await keyIn(options.vkey);
  const pinned = options.head === undefined ? [] : await headsIn(options.head, key);
  const figure = options.figure === undefined ? undefined : figureIn(await textOf(options.figure, '--figure'));
  const scratch = await mkdtemp(join(tmpdir(), 'tally-audit-'));
  try {
    const log = await opened(where, options.keyFile, key, pinned);
    const by = { pinned, ...(figure !== undefined && { figure }) };
    const audited = await auditLog(log, by, scratch).finally(() => log.close());
    sayAudited(audited, { key, pinned, figure });
    return 0;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) throw new UsageError(error.detail);
    if (!(error instanceof NotProven)) throw error;
    say(error.message);
    return 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function opened(
  where: string,
  keyFile: string | undefined,
  key: NoteKey,
  pinned: readonly TreeHead[],
): Promise<AuditedLog> {
  if (/^https?:/.test(where)) return openAuditedServer(bookAt(where, keyFile), key, pinned);
  if (existsSync(join(where, MANIFEST))) return openBundle(where, key);
  if (!hasLog(where))
    throw new UsageError(`${where} is neither an export nor a data folder: there is no ${MANIFEST} and no log in it`);
  return openAuditedFolder(where).catch((error: unknown) => {
    const { message } = error as Error;
    throw new UsageError(
      `the log in ${where} has no tree that can be read, a start of its server makes it: ${message}`,
    );
  });
}

function sayAudited(
  { head, position, digest }: Audited,
  {
    key,
    pinned,
    figure,
  }: { readonly key: NoteKey; readonly pinned: readonly TreeHead[]; readonly figure?: AskedFigure | undefined },
): void {
  say(
    `${String(head.size)} events of ${key.name} up to position ${String(position)}, each as its leaf has it; root ${head.root.toString('base64')}`,
  );
  for (const { size } of pinned) say(`the head of size ${String(size)} is a prefix of it`);
  if (figure !== undefined) say('the figure follows from the events');
  say(`digest of all figures, folded anew: ${digest}`);
}

function figureIn(text: string): AskedFigure {
  try {
    return asFigure(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`--figure: ${(error as Error).message}`);
  }
}
