import { count, named, text } from '#kernel/answer-schema.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { RECEIPT_FIELDS } from '#ledger/ledger.answers.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { object } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label } from '#ledger/input/text.js';
import { present } from '#ledger/command.js';
import { signed } from '../access/principal.js';
import type { Book } from '../book.js';
import type { Backup } from './backups.js';

const BACKUP = new Shape(object({ ...ENVELOPE, id: label }));
export const BACKUP_BODY = BACKUP.schema;

export const BACKUP_TAKEN = named('BackupTaken', 'A copy of the book is kept, and every event of it was looked at', {
  ...RECEIPT_FIELDS,
  size: count('events that are in it'),
  root: text('over them, in base64, as heads of the log have it'),
});

/** A copy is kept in a folder that is called as it is. */
const NAME = /^\w[\w.-]{0,99}$/;

/**
 * Has the book copied while it is written, as `tally backup` does, into a folder below `TALLY_BACKUPS_DIR`.
 * @throws Problem `invalid-request`; `not-found` for a book over several machines, whose stores have means of their own; `storage-full`; `id-conflict`
 */
export async function takeBackup(book: Book, body: unknown): Promise<Backup> {
  const { id, emitter, correlationId, actor } = BACKUP.read(signed(body) ?? {}, book);
  if (!NAME.test(id)) {
    const detail = refusing(id, 'must be letters, digits, _, . and -, at most 100: a folder is called so');
    throw new Problem('invalid-request', `id: ${detail}`, [{ field: 'id', detail }]);
  }
  if (book.backups === undefined)
    throw new Problem(
      'not-found',
      'a book over several machines is copied by the means of its stores (Backup and restore in infra/docs/operations.md), or with tally export --url',
    );
  return book.backups.take(id, present({ emitter, correlationId, actor }));
}
