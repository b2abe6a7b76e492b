import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const HEADER = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
/** Which versions of the protocol the server speaks: what its clients ask first. */
const HELLO = { ok: 1, isWritablePrimary: true, helloOk: true, maxWireVersion: 21, minWireVersion: 0, readOnly: false };
const LIMITS = { maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 };
const NO_PRIMARY = { ok: 0, code: 10107, codeName: 'NotWritablePrimary', errmsg: 'not primary' };
const NO_USER = { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' };

/** A server of MongoDB's protocol that has nothing, does nothing, and denies some commands, as a server with users would. */
export class DenyingMongo {
  /** Names of commands such as `insert`. */
  denied: readonly string[] = [];
  /** Where it is the member of a replica set: whether it is the primary. Otherwise it stands alone. */
  primary: boolean | undefined;
  /** How many commands it has refused since it is none. */
  refused = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.accept(socket));
  }

  static async start(): Promise<DenyingMongo> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DenyingMongo(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** @param user such as `me:password@`; nobody is known here */
  uri(user = ''): string {
    return `mongodb://${user}127.0.0.1:${String(this.port)}/book`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await once(this.server.close(), 'close');
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    let rest = Buffer.alloc(0);
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        socket.write(this.reply(rest.subarray(0, rest.readInt32LE(0))));
        rest = rest.subarray(rest.readInt32LE(0));
      }
    });
  }

  private reply(message: Buffer): Buffer {
    const isQuery = message.readInt32LE(12) === OP_QUERY;
    // Behind the flags: the kind of the section, or the collection's name and two numbers.
    const start = isQuery ? message.indexOf(0, HEADER + 4) + 9 : HEADER + 5;
    const command = BSON.deserialize(message.subarray(start, start + message.readInt32LE(start)));
    const answer = BSON.serialize(this.answer(Object.keys(command)[0] ?? ''));
    const before = isQuery ? Buffer.alloc(20) : Buffer.alloc(5);
    if (isQuery) before.writeInt32LE(1, 16);
    const header = Buffer.alloc(HEADER);
    header.writeInt32LE(HEADER + before.length + answer.length, 0);
    header.writeInt32LE(message.readInt32LE(4), 8);
    header.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
    return Buffer.concat([header, before, answer]);
  }

  private answer(name: string): object {
    if (['hello', 'ismaster', 'isMaster'].includes(name)) return { ...HELLO, ...LIMITS, ...this.membership() };
    if (name === 'saslStart') return NO_USER;
    if (this.primary === false && name !== 'ping') {
      this.refused++;
      return NO_PRIMARY;
    }
    if (this.denied.includes(name))
      return { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: `not authorized on book to execute ${name}` };
    return { ok: 1, n: 1, nModified: 1, cursor: { id: 0n, ns: 'book.a', firstBatch: [] } };
  }

  private membership(): object {
    if (this.primary === undefined) return {};
    const me = `127.0.0.1:${String(this.port)}`;
    return { setName: 'set', me, hosts: [me], isWritablePrimary: this.primary, secondary: !this.primary };
  }
}
