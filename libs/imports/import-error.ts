/** A file or a map that cannot be imported as it is: the message says where and what to do. Nothing of the file was recorded. */
export class ImportError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ImportError';
  }
}
