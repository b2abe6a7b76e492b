/** Whom somebody is known as by whoever signs people in. */
export interface Identity {
  /** Never given to anybody else there. */
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
  /** What else is told of them, by its name. */
  readonly told: Readonly<Record<string, readonly string[]>>;
  /** What their visit is called there, where it says. */
  readonly visit?: string;
}

/** What is kept of a sign-in until its answer comes: nobody else's answer fits it. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who has signed out elsewhere: all visits of somebody, or one. */
export interface SignedOut {
  readonly subject?: string;
  readonly visit?: string;
}

/** Says who people are. Each of its methods @throws Problem `sign-in-unavailable` while it cannot be asked */
export interface IdentityProvider {
  /** Where to send somebody's browser, and what to keep meanwhile. */
  begin(): Promise<{ readonly address: string; readonly attempt: SignInAttempt }>;
  /** @param query with which the browser came back @throws Problem `unauthenticated` where anything of it does not fit */
  finish(query: string, attempt: SignInAttempt): Promise<Identity>;
  /** @param token by which it says that somebody has signed out @throws Problem `invalid-request` where it is not one of its own, or not of now */
  signedOut(token: string): Promise<SignedOut>;
}
