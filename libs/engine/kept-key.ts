import { randomBytes } from 'node:crypto';
import type { Outbox } from '#kernel/ports/outbox.js';

const BYTES = 32;

/** A random key of 32 bytes that is made once for a book and kept with its outbox, which is in no export and in no answer. */
export class KeptKey {
  private key: Promise<Buffer> | undefined;

  /** @param name what it is kept under; permanent */
  constructor(
    private readonly outbox: () => Pick<Outbox, 'keep'>,
    private readonly name: string,
  ) {}

  /** @throws what the store throws that is away; whoever asks next asks it again */
  async bytes(): Promise<Buffer> {
    this.key ??= this.outbox()
      .keep(this.name, randomBytes(BYTES).toString('base64'))
      .then((text) => Buffer.from(text, 'base64'));
    try {
      return await this.key;
    } catch (error) {
      this.key = undefined;
      throw error;
    }
  }
}
