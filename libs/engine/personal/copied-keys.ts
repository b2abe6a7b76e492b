/** Of each kind of thing that is known of owners, with what is in it, in this order. Permanent: copies are kept. */
export const KEY_TABLES = {
  keys: ['id', 'owner', 'wrapped'],
  tombstones: ['n', 'id', 'owner', 'at'],
  doomed: ['owner'],
  kept: ['name', 'wrapped'],
} as const;

/** All keys that a book has at one moment, wrapped as they are (base64); the same of every keyring, so that one's copy makes another. */
export interface CopiedKeys {
  readonly keys: readonly (readonly [id: string, owner: string, wrapped: string])[];
  readonly tombstones: readonly (readonly [n: number, id: string, owner: string, at: string])[];
  readonly doomed: readonly (readonly [owner: string])[];
  readonly kept: readonly (readonly [name: string, wrapped: string])[];
}

export function keysWritten(copy: CopiedKeys): Uint8Array {
  return Buffer.from(JSON.stringify(copy));
}

export function keysRead(bytes: Uint8Array): CopiedKeys {
  return JSON.parse(Buffer.from(bytes).toString()) as CopiedKeys;
}
