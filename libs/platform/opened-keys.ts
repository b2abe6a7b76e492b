import { Refused } from '#kernel/refused.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { WrongMasterKey } from '#engine/personal/wrapped.js';

/** Where keys are, for threads that read beside who has opened them. */
export type KeysAt = KeysInFile | KeysInDatabase;

export interface KeysInFile {
  readonly file: string;
  readonly master: Uint8Array;
}

/** In a collection of that name. */
export interface KeysInDatabase {
  readonly uri: string;
  readonly name: string;
  readonly master: Uint8Array;
}

export interface OpenKeyring {
  readonly keyring: Keyring;
  readonly at: KeysAt;
}

/** What of the keys the caller can mend, as a refusal. */
export function refusedFor(error: unknown): unknown {
  return error instanceof WrongMasterKey ? new Refused(`${error.message} (TALLY_MASTER_KEY_FILE)`, true) : error;
}
