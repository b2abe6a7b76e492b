import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaProbe } from '#bus-kafka/kafka-probe.js';

const SCRIPT = new URL('../../infra/local/kafka-server', import.meta.url).pathname;
const INSTALLED = new URL('../../.cache/servers/kafka/installed', import.meta.url).pathname;

const isThere = existsSync(INSTALLED) && spawnSync('java', ['-version']).status === 0;

/** Why no broker can be started here; undefined where one can. */
export const NO_KAFKA = isThere
  ? undefined
  : 'there is no Kafka to start: infra/local/install installs it, and it needs java';

/** Ports nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** A broker of a test's own, on this machine alone. */
export class Broker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly ports: readonly number[],
    private readonly properties: string,
  ) {}

  /** @param properties more of Kafka's, or others, given the ports of its own listener and its controller's */
  static async start(
    folder: string,
    properties: (port: number, controller: number) => string = () => '',
  ): Promise<Broker> {
    const [port = 0, controller = 0] = await freePorts(2);
    const broker = new Broker(folder, [port, controller], properties(port, controller));
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/more.properties`, broker.properties);
    await broker.start();
    return broker;
  }

  get port(): number {
    return this.ports[0] ?? 0;
  }

  get address(): string {
    return `127.0.0.1:${String(this.port)}`;
  }

  /** Again where it has ended, with what it has on disk. Resolves when it answers, which is later than it listens. */
  async start(): Promise<void> {
    if (this.runs) return;
    const args = [`${this.folder}/kafka`, ...this.ports.map(String), `${this.folder}/more.properties`];
    this.child = spawn(SCRIPT, args, { stdio: 'ignore' });
    const probe = new KafkaProbe({ brokers: [this.address] });
    while (
      !(await probe.ask().then(
        () => true,
        () => false,
      ))
    ) {
      if (this.child.exitCode !== null) throw new Error('the broker did not start');
      await sleep(100);
    }
    await probe.close();
  }

  /** A signal it goes on after, such as SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.runs) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  private get runs(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }
}
