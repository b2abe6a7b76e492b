import { InvalidArgumentError, type Command } from 'commander';
import { listOf } from '#kernel/list-of.js';
import type { Keys } from '#client/index.js';
import { addWhere, type Where } from './connect.js';
import { onKeys, type KeyDesk } from './key-desk.js';
import { complain, say } from './screen.js';
import { toTable } from './table.js';
import { UsageError } from './usage-error.js';

interface Creation extends Where {
  readonly id?: string;
  readonly name: string;
  readonly role: readonly string[];
  readonly scope: readonly string[];
  readonly expires?: string;
}

export function addKey(program: Command): void {
  const key = program.command('key').description('who may ask the book, and what: keys for services and people');
  addWhere(key.command('create'))
    .requiredOption('--name <name>', 'who is to have it')
    .option('--id <id>', 'its id, which is part of the key; the name unless given')
    .option('--role <roles>', 'what it may, by roles: admin, analyst, emitter …; may be repeated', collected, [])
    .option(
      '--scope <scopes>',
      'what it may, such as read or emit:RecordSale@shop; may be repeated',
      collectedScope,
      [],
    )
    .option('--expires <when>', 'a date or an instant until when it is good')
    .description('issue a key and print it, once: nobody can see it again')
    .addHelpText('after', '\nExample: tally key create --name ops --role admin --data ./data > ops.key')
    .action((options: Creation) => onKeys(options, true, (desk) => create(desk, options)));
  addWhere(key.command('list'))
    .description('every key, without what opens it')
    .action((options: Where) => onKeys(options, false, async (desk) => say(listed(await desk.keys()))));
  addWhere(key.command('rotate'))
    .argument('<id>')
    .option('--overlap-hours <hours>', 'how long the secret before is good yet; 24 unless given', hours)
    .description('give a key another secret and print it, once')
    .action(async (id: string, { overlapHours, ...where }: Where & { readonly overlapHours?: number }) =>
      onKeys(where, false, async (desk) => tell(id, await desk.rotate(id, overlapHours))),
    );
  addWhere(key.command('revoke'))
    .argument('<id>')
    .option('--reason <reason>')
    .description('make a key good for nothing, at once')
    .action(async (id: string, { reason, ...where }: Where & { readonly reason?: string }) =>
      onKeys(where, false, async (desk) => {
        await desk.revoke(id, reason);
        say(`the key ${id} is good for nothing any more`);
      }),
    );
}

async function create(desk: KeyDesk, { name, id = name, role, scope, expires }: Creation): Promise<void> {
  const scopes = [...new Set([...(await scopesOf(desk, role)), ...scope])];
  if (scopes.length === 0) throw new UsageError('say what the key may, with --role or --scope');
  tell(id, await desk.issue({ id, name, scopes, ...(expires !== undefined && { expiresAt: expires }) }));
}

/** @throws UsageError for a role that there is not */
async function scopesOf(desk: KeyDesk, wanted: readonly string[]): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  const known = await desk.roles();
  return wanted.flatMap((name) => {
    const found = known.find(({ role }) => role === name);
    if (found !== undefined) return found.scopes;
    throw new UsageError(`there is no role ${name}; there are ${known.map(({ role }) => role).join(', ')}`);
  });
}

/** The key alone on the output, so that it can be sent into a file. */
function tell(id: string, { secret }: { readonly secret?: string | undefined }): void {
  if (secret === undefined)
    throw new UsageError(
      `the key ${id} was issued before: nobody can see it again, tally key rotate ${id} gives another`,
    );
  say(secret);
  complain(`this is the key ${id}: keep it, it is shown this once`);
}

function listed(keys: Keys['keys']): string {
  const columns = ['id', 'name', 'scopes', 'issuedAt', 'expiresAt', 'revokedAt'] as const;
  return toTable({
    columns: columns.map((name) => ({ name, type: 'string' })),
    rows: keys.map(({ rows: _rows, quota: _quota, ...key }) => ({ ...key, scopes: key.scopes.join(' ') })),
  }).trimEnd();
}

/** Commas part roles. */
function collected(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...listOf(text)];
}

/** Commas part the types of one scope. */
function collectedScope(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function hours(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a whole number of hours');
}
