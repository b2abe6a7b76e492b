import type { TreeHead } from './check-proofs.js';
import { HASH_BYTES } from './hashes.js';
import { NotProven } from './not-proven.js';
import { openNote, signedNote, type NoteKey, type NoteSigner } from './signed-note.js';

const HEAD = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]+={0,2})\n(?:[^\n]+\n)*$/;

/** The head of a tree as C2SP's tlog-checkpoint has it, signed by the log that is called as its key is. */
export function signedCheckpoint({ size, root }: TreeHead, signer: NoteSigner): string {
  return signedNote(`${signer.name}\n${String(size)}\n${root.toString('base64')}\n`, signer);
}

/** The head that a log has signed. @throws NotProven where it is none, is of another log, or is not signed by its key */
export function openCheckpoint(note: string, key: NoteKey): TreeHead {
  const [, origin, size, root = ''] = HEAD.exec(openNote(note, key)) ?? [];
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== HASH_BYTES) throw new NotProven('what is signed is no head of a log');
  if (origin !== key.name)
    throw new NotProven(`the head is of the log ${String(origin)}, and the key of the log ${key.name}`);
  return { size: Number(size), root: bytes };
}
