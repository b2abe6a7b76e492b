import { afterAll, beforeAll } from '@jest/globals';
import { freePort, WatchedProcess } from '../faults/watched-process.js';
import { scratchFolder } from '../journeys/server.js';
import { StandIn } from './eventstoredb-process.js';

/** Processes of a deployment whose log is a stand-in; nobody listens where their bus and read models should be. */
export interface Members {
  readonly log: StandIn;
  /** Where they may put something. */
  readonly folder: string;
  start(name: 'api' | 'relay' | 'projector', env?: NodeJS.ProcessEnv): Promise<WatchedProcess>;
}

/** As long as the suite around lasts; there once its tests begin. @param nodes of the log */
export function membersOfSuite(nodes: 1 | 3 = 1): Members {
  let log: StandIn | undefined;
  let scratch: Awaited<ReturnType<typeof scratchFolder>> | undefined;
  beforeAll(async () => {
    log = await StandIn.start(nodes);
    scratch = await scratchFolder();
  });
  afterAll(async () => {
    await log?.stop();
    await scratch?.remove();
  });
  const begun = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('the suite has not begun');
    return value;
  };
  return {
    get log() {
      return begun(log);
    },
    get folder() {
      return begun(scratch).folder;
    },
    async start(name, env = {}) {
      return new WatchedProcess(name, await freePort(), {
        TALLY_LOG: 'eventstoredb',
        TALLY_BUS: 'kafka',
        TALLY_VIEWS: 'mongodb',
        TALLY_DATA_DIR: `${this.folder}/${name}`,
        EVENTSTORE_URL: this.log.url,
        KAFKA_BROKERS: `127.0.0.1:${String(await freePort())}`,
        MONGODB_URI: `mongodb://127.0.0.1:${String(await freePort())}/book`,
        ...env,
      });
    },
  };
}
