import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Listens and then does nothing any more: the system takes connections until its queue is full, and drops what asks for further ones. */
const SCRIPT = `
  require('node:net').createServer().listen({ host: '127.0.0.1', port: Number(process.argv[1]), backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'listens');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
/** Connections that fill such a queue, by far. */
const MOST = 20;
const ACCEPTED_TIMEOUT = 300;

/** A port of a machine that no route leads to: who connects is neither accepted nor refused. */
export class DeafPort {
  private constructor(
    private readonly child: ChildProcess,
    private readonly queued: readonly Socket[],
  ) {}

  /** @throws Error where this system refuses what does not fit into the queue of a port */
  static async at(port: number): Promise<DeafPort> {
    const child = spawn(process.execPath, ['-e', SCRIPT, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const queued: Socket[] = [];
    while (await accepts(port, queued)) if (queued.length > MOST) throw new Error(`${String(port)} accepts everything`);
    return new DeafPort(child, queued);
  }

  /** The port is free again. */
  async close(): Promise<void> {
    for (const socket of this.queued) socket.destroy();
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

async function accepts(port: number, queued: Socket[]): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  queued.push(socket);
  // It is reset in the end, as whatever waited for this port is.
  socket.on('error', () => undefined);
  return Promise.race([once(socket, 'connect').then(() => true), sleep(ACCEPTED_TIMEOUT, false)]);
}
