/** What there is to know of a code before anybody meets it. */
export interface ProblemKind {
  /** The HTTP status it is answered with. */
  readonly status: number;
  /** In a few words. */
  readonly title: string;
  /** When it is met. */
  readonly cause: string;
  /** What the caller does then. */
  readonly cure: string;
}

export const kind = (status: number, title: string, cause: string, cure: string): ProblemKind => ({
  status,
  title,
  cause,
  cure,
});

/** What passes by itself is asked again without a change, after `Retry-After`. */
export const AGAIN = 'send the same request again after the seconds of Retry-After';
