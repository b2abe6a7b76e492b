import type { SignedOut } from './identity-provider.js';

/** What is known by a secret that one browser has. Nobody who sees it can tell the secret. */
export interface KeptSession {
  /** SHA-256 of the secret. */
  readonly id: string;
  /** Milliseconds since 1970 from which on it is good for nothing. */
  readonly until: number;
  /** Whose it is, and of which visit, as whoever signs people in calls them: by these it is ended; absent while nobody is known. */
  readonly subject?: string;
  readonly visit?: string;
  readonly text: string;
}

/** Who has signed in, for all processes of a book, whichever of them somebody meets. */
export interface SessionStore {
  /** Keeps one whose id nobody has used. On disk when answered; those that are over at `now` are gone then. */
  keep(session: KeptSession, now: number): Promise<void>;
  /** Also one that is over; undefined for one that was taken, or never was. */
  get(id: string): Promise<KeptSession | undefined>;
  /** Moves its end to a later time; one that was taken stays so. */
  extend(id: string, until: number): Promise<void>;
  /** Takes it away for ever and answers it, to one of all who ask; undefined to the others. */
  take(id: string): Promise<KeptSession | undefined>;
  /** Takes away those of a visit, or all of somebody; resolves when they are found nowhere. */
  takeOf(signedOut: SignedOut): Promise<void>;
  close(): Promise<void>;
}
