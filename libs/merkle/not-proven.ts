/** What was to be proven is not: its message says what is wrong, in a sentence. */
export class NotProven extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotProven';
  }
}
