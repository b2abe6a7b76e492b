import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import type { Versions } from '#book/versions/state.js';
import { LISTENS, Server } from '../journeys/server.js';
import { versionsOf } from './fresh-fold.js';
import { Program } from './program.js';
import { until } from './until.js';

export interface DeploymentOptions {
  /** For what its processes keep; the log of the stand-in too. */
  readonly folder: string;
  readonly apis?: number;
  readonly relays?: number;
  readonly projectors?: number;
  /** Whose servers it uses too: their event log and their database. Its name must be another one. */
  readonly beside?: Deployment;
  /** More settings, or others. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is done with its settings before its processes start. */
  readonly before?: (env: Readonly<Record<string, string>>) => Promise<void>;
}

/** What happens while reactors die. */
interface DyingRound {
  /** Milliseconds by which their clocks are ahead. */
  readonly ahead?: number;
  readonly record: () => Promise<void>;
  readonly isDone: () => Promise<boolean>;
}

const HERE = new URL('.', import.meta.url).pathname;

type Kind = 'api' | 'relay' | 'projector' | 'reactor';

/** A book over several processes, with a topic of its own, and an event log and a database too unless it shares them. */
export class Deployment {
  readonly apis: Server[] = [];
  private bookId: Promise<string> | undefined;
  private started = 0;
  readonly programs: Readonly<Record<Kind, Program[]>> = { api: [], relay: [], projector: [], reactor: [] };

  private constructor(
    private eventStore: Program,
    private readonly isGuest: boolean,
    private readonly folder: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start({
    folder,
    apis = 1,
    relays = 1,
    projectors = 1,
    beside,
    env = {},
    before = () => Promise.resolve(),
  }: DeploymentOptions): Promise<Deployment> {
    const eventStore = beside?.eventStore ?? (await startEventStore(folder, 0));
    const [port = ''] = /\d+$/.exec(eventStore.said) ?? [];
    const ownDatabase = `${process.env['MONGODB_URI']?.replace(/\/[^/]*$/, '') ?? ''}/book-${nextEventId()}`;
    const key = `${folder}/bus.key`;
    await writeFile(key, `the key of ${folder}\n`, { mode: 0o600 });
    const settings = {
      TALLY_LOG: 'eventstoredb',
      TALLY_BUS: 'kafka',
      TALLY_VIEWS: 'mongodb',
      EVENTSTORE_URL: `esdb://127.0.0.1:${port}?tls=false`,
      MONGODB_URI: beside?.env['MONGODB_URI'] ?? ownDatabase,
      TALLY_BUS_KEY_FILE: key,
      TALLY_PORT: '0',
      ...env,
    };
    await before(settings);
    const deployment = new Deployment(eventStore, beside !== undefined, folder, settings);
    for (let i = 0; i < apis; i++) await deployment.add('api');
    const others = [...Array<Kind>(relays).fill('relay'), ...Array<Kind>(projectors).fill('projector')];
    await Promise.all(others.map((kind) => deployment.add(kind)));
    return deployment;
  }

  /** Starts one more process. */
  async add(kind: Kind, env: Readonly<Record<string, string>> = {}): Promise<Program> {
    const scratch = { TALLY_DATA_DIR: `${this.folder}/${kind}-${String(this.started++)}` };
    const says = kind === 'api' ? LISTENS : /runs, watch it on (\S+)/;
    // What is to die has to be within reach of what is loaded before it.
    const built = 'DIES_AT' in env ? 'dist/modules' : 'dist';
    const program = await Program.start(`${built}/apps/${kind}/main.js`, {
      env: { ...this.env, ...scratch, ...env },
      says,
    });
    this.programs[kind].push(program);
    if (kind === 'api') this.apis.push(new Server(program));
    return program;
  }

  /** A reactor. @param ahead milliseconds by which its clock is ahead @param diesAt the step at which it kills itself, see `dies-at.mjs` */
  addReactor(ahead = 0, diesAt?: string): Promise<Program> {
    const modules = ['clock-ahead', ...(diesAt === undefined ? [] : ['dies-at'])];
    return this.add('reactor', {
      NODE_OPTIONS: modules.map((name) => `--import ${join(HERE, `${name}.mjs`)}`).join(' '),
      CLOCK_AHEAD: String(ahead),
      ...(diesAt !== undefined && { DIES_AT: diesAt }),
    });
  }

  /**
   * Reactors that each kill themselves at a step, while something is recorded: until one has done so, or all there is to do is done.
   * @returns how many were killed by then; none is left
   */
  async withDyingReactors(steps: readonly string[], { ahead = 0, record, isDone }: DyingRound): Promise<number> {
    // What it has left to do may kill one before it says that it runs.
    const starting = steps.map((step) => this.addReactor(ahead, step).catch(() => undefined));
    await record();
    const started = await Promise.all(starting);
    const ended = (): number => started.filter((one) => one?.ended !== false).length;
    await until(async () => ended() > 0 || (await isDone()));
    const deaths = ended();
    await Promise.all(started.map(async (one) => one?.kill('SIGKILL')));
    return deaths;
  }

  get log(): Program {
    return this.eventStore;
  }

  /** A further api process, which may be killed. */
  async addApi(): Promise<{ readonly program: Program; readonly server: Server }> {
    const program = await this.add('api');
    const server = this.apis.pop() as Server;
    return { program, server };
  }

  /** Kills the event log's server and starts it again on the same port with what it has on disk. */
  async restartEventStore(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.eventStore.kill('SIGKILL');
    await meanwhile();
    const port = new URL((this.env['EVENTSTORE_URL'] ?? '').replace('esdb:', 'http:')).port;
    this.eventStore = await startEventStore(this.folder, Number(port));
  }

  /** Copies the log as it is, as a backup does. */
  backUpLog(): Promise<void> {
    return this.restartEventStore(() => this.copyLog(this.folder, `${this.folder}/backup`));
  }

  /** Puts the log back to what it was when it was copied. */
  restoreLog(): Promise<void> {
    return this.restartEventStore(() => this.copyLog(`${this.folder}/backup`, this.folder));
  }

  private async copyLog(from: string, to: string): Promise<void> {
    const isLog = (file: string): boolean => file.startsWith('log.sqlite');
    await mkdir(to, { recursive: true });
    for (const file of (await readdir(to)).filter(isLog)) await rm(join(to, file));
    for (const file of (await readdir(from)).filter(isLog)) await cp(join(from, file), join(to, file));
  }

  /** Which versions of the read models there are. */
  async versions(): Promise<Versions> {
    return versionsOf(await this.book(), this.env['MONGODB_URI'] ?? '');
  }

  /** The book's id, which its topic is named after. */
  book(): Promise<string> {
    return (this.bookId ??= this.findBook());
  }

  private async findBook(): Promise<string> {
    const { events } = (await this.api.get('/v1/events?type=BookOpened&limit=1')) as {
      events: readonly { readonly id: string }[];
    };
    return events[0]?.id ?? '';
  }

  /** One of the processes that run. */
  one(kind: Kind): Program {
    const found = this.programs[kind].find(({ ended }) => !ended);
    if (found === undefined) throw new Error(`no ${kind} runs`);
    return found;
  }

  get api(): Server {
    const [first] = this.apis;
    if (first === undefined) throw new Error('a deployment without an api');
    return first;
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.programs).flatMap((some) => some.map((program) => program.kill('SIGKILL'))));
    if (!this.isGuest) await this.eventStore.kill('SIGKILL');
  }
}

export function startEventStore(folder: string, port: number): Promise<Program> {
  const args = [`${folder}/log.sqlite`, String(port)];
  return Program.start('test/stand-ins/eventstoredb.mjs', { args, says: /faults on \d+.*listens on \d+/ });
}

/**
 * The digest of all figures, once the read models cover a position, however long that takes.
 * @param knownAt as they were known then; as they are known now unless given
 */
export async function digestOf(
  server: Server,
  position: string,
  asOf = '2024-12-31',
  knownAt?: string,
): Promise<string> {
  const known = knownAt === undefined ? '' : `&knownAt=${knownAt}`;
  for (;;) {
    const path = `/v1/figures?asOf=${asOf}&grain=quarter&position=${position}${known}`;
    const { status, body } = await server.send('GET', path);
    if (status === 200) return String(body['digest']);
    if (status !== 503) throw new Error(JSON.stringify(body));
  }
}
