/** A key that what is personal of one owner is kept with. */
export interface PersonalKey {
  /** A name that says nothing, by which what was kept with it names it. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** A key that there was. */
export interface Tombstone {
  readonly id: string;
  readonly owner: string;
  /** When it was destroyed: RFC 3339 in UTC with milliseconds. */
  readonly at: string;
}

/** The one thrown where a key was asked for whose owner is to be forgotten. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';

  constructor(readonly owner: string) {
    super(`the key of ${owner} was destroyed: what is personal of it is kept no more`);
  }
}

/** The keys of what is personal, apart from what was kept with them: who is to be forgotten loses theirs. */
export interface Keyring {
  /** The key of an id; undefined where it was destroyed, or never was one. */
  get(id: string): Promise<PersonalKey | undefined>;
  /** The key of an owner, such as `customer-ada`, made where there is none. On disk when answered. @throws KeyDestroyed */
  make(owner: string): Promise<PersonalKey>;
  /**
   * Notes that an owner is about to be said to be forgotten: whoever dies meanwhile finds it again. On disk when answered.
   * @returns the id of its key; undefined where it has none
   */
  doom(owner: string): Promise<string | undefined>;
  /** Those of whom that was noted and who neither lost their key since nor were spared. */
  doomed(): Promise<readonly string[]>;
  spare(owner: string): Promise<void>;
  /**
   * Destroys the key of an owner, for ever; none is made for it again. Nothing is left of it on disk when answered. Again it changes nothing.
   * @returns its tombstone
   */
  destroy(owner: string, at: Date): Promise<Tombstone>;
  /** Of all that were destroyed, the first one first. */
  tombstones(): Promise<readonly Tombstone[]>;
  close(): Promise<void>;
}
