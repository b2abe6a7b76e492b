import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** Bytes that say how many a message has, the lowest first. */
const HEAD = 4;

/** Messages over a socket, whatever structured cloning knows: each as the bytes V8 makes of it, with their number in front. */
export class Wire<Sent, Heard> {
  private readonly parts: Buffer[] = [];
  /** Bytes in them. */
  private there = 0;
  /** Bytes of the message that is being read; undefined until its head is there. */
  private size: number | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly onMessage: (message: Heard) => void,
  ) {
    socket.on('data', (part: Buffer) => this.take(part));
  }

  /** Nobody hears it where the socket is closed. */
  send(message: Sent): void {
    const body = serialize(message);
    const head = Buffer.allocUnsafe(HEAD);
    head.writeUInt32LE(body.length);
    this.socket.cork();
    this.socket.write(head);
    this.socket.write(body);
    this.socket.uncork();
  }

  private take(part: Buffer): void {
    this.parts.push(part);
    this.there += part.length;
    for (;;) {
      this.size ??= this.there < HEAD ? undefined : this.cut(HEAD).readUInt32LE();
      if (this.size === undefined || this.there < this.size) return;
      const body = this.cut(this.size);
      this.size = undefined;
      this.onMessage(deserialize(body) as Heard);
    }
  }

  /** The first bytes of what is there, which is more: put together once for a message, however many parts it came in. */
  private cut(size: number): Buffer {
    const [first = Buffer.alloc(0)] = this.parts;
    const all = first.length >= size ? first : Buffer.concat(this.parts);
    if (all === first) this.parts.shift();
    else this.parts.length = 0;
    if (all.length > size) this.parts.unshift(all.subarray(size));
    this.there -= size;
    return all.subarray(0, size);
  }
}
