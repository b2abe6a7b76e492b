import { readPolicySets, type PolicySet } from '#subjects/policies/policy-sets.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { JOURNAL } from '#figures/journal/journal-documents.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { openFolderOrigins, readViewsInThread, removeOtherViews } from '#platform/embedded-adapters.js';
import { projectorThread } from '../projecting/projector-thread.js';
import { SHARD } from '../projecting/projector.js';
import type { Replays } from '../replays/replays.js';
import type { Workshop } from '../replays/workshop.js';
import { folderRegister } from './folder-register.js';
import { Follower, type Following } from './follower.js';
import { OpenModel, type OpenedVersion } from './open-model.js';
import { Recurring } from './recurring.js';
import { Served } from './served.js';
import { living } from './state.js';

/** A version under construction this near to the log's end is as good as there. */
const NEAR = 2_000;
/** Milliseconds between two looks at what nobody tells. */
const LOOK_AGAIN = 1_000;
/** Milliseconds that opening waits for the first version of all where the log is short. */
const FIRST_TIMEOUT = 30_000;

export interface FolderVersionsParts {
  readonly workshop: Workshop;
  readonly replays: Replays;
  /** Told of read models that must not answer any more, and why. */
  readonly onSetAside: (name: string, why: string) => void;
  /** See `ServedParts`. */
  readonly onLost: () => void;
}

/** The versions of the read models in a data folder: one process keeps them, has them follow the log, and answers from them. */
export interface FolderVersions {
  readonly models: Served;
  /** Why questions meet old figures or none, a sentence; undefined when all is well. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

/** Goes on where the last process stopped. Resolves when it is known what there is; on a short log, when questions are answered from all of it. */
export async function openFolderVersions(parts: FolderVersionsParts): Promise<FolderVersions> {
  const { workshop, replays, onSetAside, onLost } = parts;
  const { settings, log, calendar, readers, index, sql, onError } = workshop;
  const folder = settings.dataDir;
  const register = await folderRegister(folder);
  const origins = openFolderOrigins(folder, JOURNAL);
  const before = await register.read();
  await removeOtherViews(folder, [...living(before), ...before.abandoned.map(({ name }) => name)]);

  const follower = new Follower({
    ...{ log, calendar, prefix: '', schema: VIEW_SCHEMA, register, origins, near: NEAR, nearServed: 0, isAlone: true },
    keep: 0,
    follow: async (name, set) =>
      followInThread(name, set, workshop, () => {
        index.grown({ folder, name });
        models.moved(name);
      }),
    isAnswering: (name) => models.isAnswering(name),
    drop: async (name) => {
      await models.letGo(name);
      readers.forget({ folder, name });
      await index.forget({ folder, name });
      await sql.forget({ folder, name });
    },
    onSetAside,
  });
  const opened = (name: string): OpenedVersion => {
    // Its file is opened now, not when the first question comes.
    index.grown({ folder, name });
    const views = readViewsInThread(folder, name, VIEW_SCHEMA, onError);
    const look = async (): Promise<number> => (await follower.position(name)) ?? views.checkpoint(SHARD);
    return { views, stored: { folder, name }, look };
  };
  const models: Served = new Served({
    ...{ log, calendar, register, origins, keeper: follower, replays, lookAgain: LOOK_AGAIN, onLost, onError },
    open: (name, set) => new OpenModel({ name, set, readers, open: () => opened(name) }),
    built: async (name) => (name === undefined ? undefined : await follower.position(name)) ?? 0,
  });

  let sets: readonly PolicySet[] | undefined;
  const publications = new Recurring(
    LOOK_AGAIN,
    async () => {
      const known = sets?.length;
      sets = await readPolicySets(log, calendar, sets);
      if (sets.length !== known) models.published();
    },
    onError,
  );
  const unlisten = log.onAppend(() => {
    follower.appended();
    publications.call();
  });

  await models.check().catch(onError);
  models.start();
  publications.start();
  const [{ served }, tail] = await Promise.all([register.read(), log.tail()]);
  const isFirst = served === undefined || served !== before.served;
  if (isFirst && tail <= NEAR)
    await withTimeout(FIRST_TIMEOUT, 'the first version', models.reached(tail)).catch(onError);

  return {
    models,
    trouble: () => {
      const troubles = [models.trouble, follower.trouble].filter((trouble) => trouble !== undefined);
      return troubles.length === 0 ? undefined : troubles.join('; ');
    },
    close: async () => {
      unlisten();
      await publications.stop();
      // What a switch left behind just now would lie there until the next start.
      await follower.look().catch(onError);
      await follower.stop();
      await models.close();
      await register.close();
    },
  };
}

function followInThread(name: string, { policies }: PolicySet, workshop: Workshop, onMoved: () => void): Following {
  const { settings, onError } = workshop;
  let position: number | undefined;
  const moved = (to: number): void => {
    position = to;
    onMoved();
  };
  const thread = projectorThread({ settings, name, policies }, moved, onError);
  thread.start().catch(() => undefined);
  return {
    position: async () => position,
    get trouble() {
      return thread.trouble && `the projector ${thread.trouble}`;
    },
    appended: () => thread.tell('appended'),
    awaited: () => thread.tell('awaited'),
    stop: () => thread.stop(),
  };
}
