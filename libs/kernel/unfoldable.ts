/**
 * What an event means was understood, and cannot be folded: by no fault of a store, so that trying again is no help. Thrown by a fold; the
 * event waits as one does that cannot be decoded, and the others go on.
 */
export class Unfoldable extends Error {
  /** @param reason for whoever operates the book: whose fault it is, and what it is */
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Unfoldable';
  }
}
