import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere } from '../describe-where.js';
import { scratchFolder } from '../journeys/server.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';

const SCRIPT = new URL('../../infra/local/kafka-server', import.meta.url).pathname;
const INSTALLED = new URL('../../.cache/servers/kafka/installed', import.meta.url).pathname;
const FACTS = 400;

const isThere = existsSync(INSTALLED) && spawnSync('java', ['-version']).status === 0;
const missing = isThere ? undefined : 'there is no Kafka to start: infra/local/install installs it, and it needs java';

/** Ports nobody listens on. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** A broker of this test's own. */
class Broker {
  private child: ChildProcess | undefined;

  constructor(
    private readonly folder: string,
    private readonly ports: readonly number[],
  ) {}

  get address(): string {
    return `127.0.0.1:${String(this.ports[0])}`;
  }

  async start(): Promise<void> {
    this.child = spawn(SCRIPT, [this.folder, ...this.ports.map(String)], { stdio: 'ignore' });
    while (!(await this.listens())) {
      if (this.child.exitCode !== null) throw new Error('the broker did not start');
      await sleep(100);
    }
  }

  async kill(): Promise<void> {
    if (this.child === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  private async listens(): Promise<boolean> {
    const socket = connect(Number(this.ports[0]), '127.0.0.1');
    const answer = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    return answer;
  }
}

describeWhere(missing, 'a Kafka broker', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let broker: Broker;
  let book: KafkaBook;

  beforeAll(async () => {
    scratch = await scratchFolder();
    broker = new Broker(`${scratch.folder}/kafka`, await freePorts(2));
    await broker.start();
    book = await KafkaBook.open(broker.address, FACTS, 1);
  });

  afterAll(async () => {
    await book.close();
    await broker.kill();
    await scratch.remove();
  });

  it('may be killed and started again under load: what was recorded meanwhile arrives, and what it waits for is said', async () => {
    const topic = newTopic();
    const [sending, taking, alsoTaking] = [book.bus(topic), book.bus(topic), book.bus(topic)];
    const follower = new Follower(book);
    await follower.join(taking);
    await follower.join(alsoTaking);
    const relaying = book.relay(sending, 0, 50);
    await follower.covers(1);
    await broker.kill();
    await book.record(FACTS, 2);
    // Long enough that everybody has noticed and given up at least once.
    for (const since = Date.now(); Date.now() - since < 5_000 || book.errors.length < 3;) await sleep(100);
    const said = book.errors.length;
    await broker.start();
    await book.record(FACTS, 3);
    await follower.covers(await book.log.tail());
    expect(said).toBeGreaterThanOrEqual(3);
    expect(await book.difference(follower.views)).toBeUndefined();
    await broker.kill();
    const since = Date.now();
    await Promise.all([relaying.stop(), taking.close(), alsoTaking.close()]);
    expect(Date.now() - since).toBeLessThan(10_000);
  });
});
