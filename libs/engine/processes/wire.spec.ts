import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { Wire } from './wire.js';

/** A socket that keeps what is written to it, and gives what a test has it give. */
class HeldSocket extends EventEmitter {
  readonly written: Buffer[] = [];

  readonly cork = (): void => undefined;
  readonly uncork = (): void => undefined;

  write(part: Buffer): void {
    this.written.push(part);
  }
}

const message = fc.oneof(
  fc.record({ id: fc.nat(), answer: fc.array(fc.bigInt()), text: fc.string({ unit: 'grapheme' }) }),
  fc.uint8Array({ maxLength: 3_000 }).map((bytes) => ({ bytes: Buffer.from(bytes).toString('hex') })),
);

it('is heard as it was sent, in whatever parts the bytes come', () => {
  fc.assert(
    fc.property(
      fc.array(message),
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 }),
      (messages, sizes) => {
        const [from, to] = [new HeldSocket(), new HeldSocket()];
        const sender = new Wire(from as unknown as Socket, () => undefined);
        for (const one of messages) sender.send(one);
        const heard: unknown[] = [];
        new Wire(to as unknown as Socket, (one) => heard.push(one));
        const bytes = Buffer.concat(from.written);
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] as number;
          to.emit('data', bytes.subarray(at, at + size));
          at += size;
        }
        expect(heard).toEqual(messages);
      },
    ),
  );
});
