import { OpenModel } from '#apps/api/open-model.js';
import type { Workshop } from '#apps/api/replaying/workshop.js';
import type { PolicySet } from '#insights/customer/published.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import type { Views } from '#kernel/views.port.js';
import { openBus, openViews, readViews, readViewsInThread, removeViews } from '#platform/adapters.js';
import { ProjectorThread } from './projector-thread.js';
import { runProjector } from './projector.js';

/** Follows the log into one version of the read models. */
interface Projector {
  alive(): boolean;
  /** The log has grown. */
  poke(): void;
  /** Resolves when the batch in hand is applied. */
  stop(): Promise<void>;
}

/** One version of the read models: built under one set of policies, followed by a projector, or kept as it was when that stopped. */
export class Version extends OpenModel {
  private projector: Projector | undefined;
  covered = 0;

  /** @param name `<position of the set>.<generation>`; permanent, its files are named after it */
  constructor(
    name: string,
    set: PolicySet,
    private readonly workshop: Workshop,
    views: Views,
  ) {
    super(name, set, views);
  }

  /** Opens a version for reading only, as it is. */
  static kept(name: string, set: PolicySet, workshop: Workshop): Version {
    const { settings, threads } = workshop;
    const open = threads ? readViewsInThread : readViews;
    return new Version(name, set, workshop, open(settings.dataDir, name, VIEW_SCHEMA));
  }

  /** Opens or makes a version and has it follow the log. */
  static async following(
    name: string,
    set: PolicySet,
    workshop: Workshop,
    onProgress: (version: Version) => void,
  ): Promise<Version> {
    return workshop.threads ? inThread(name, set, workshop, onProgress) : inline(name, set, workshop, onProgress);
  }

  /** Set by who opens it. */
  follow(projector: Projector): void {
    this.projector = projector;
  }

  alive(): boolean {
    return this.projector?.alive() ?? false;
  }

  poke(): void {
    this.projector?.poke();
  }

  /** The log is followed no further. */
  async stop(): Promise<void> {
    const { projector } = this;
    this.projector = undefined;
    await projector?.stop();
    this.covered = await this.views.checkpoint(0);
  }

  protected override async release(): Promise<void> {
    await this.projector?.stop();
    this.projector = undefined;
    await super.release();
  }

  async remove(): Promise<void> {
    await this.close();
    await removeViews(this.workshop.settings.dataDir, this.name);
  }
}

async function inThread(
  name: string,
  set: PolicySet,
  workshop: Workshop,
  onProgress: (version: Version) => void,
): Promise<Version> {
  const { settings, onError } = workshop;
  const opened: { version?: Version; covered: number } = { covered: 0 };
  const reached = (position: number): void => {
    opened.covered = position;
    if (opened.version === undefined) return;
    opened.version.covered = position;
    onProgress(opened.version);
  };
  const thread = new ProjectorThread({ settings, name, policies: set.policies }, { onProgress: reached, onError });
  await thread.start();
  // Only now there is a file to read.
  const version = Version.kept(name, set, workshop);
  version.follow({ alive: () => thread.alive, poke: () => thread.poke(), stop: () => thread.stop() });
  opened.version = version;
  reached(opened.covered);
  return version;
}

async function inline(
  name: string,
  set: PolicySet,
  workshop: Workshop,
  onProgress: (version: Version) => void,
): Promise<Version> {
  const { settings, log, calendar, onError } = workshop;
  const views = openViews(settings.dataDir, name, VIEW_SCHEMA);
  const version = new Version(name, set, workshop, views);
  const stop = await runProjector({
    log,
    bus: openBus(onError),
    views,
    calendar,
    policies: set.policies,
    onProgress: (position) => {
      version.covered = position;
      onProgress(version);
    },
    onError,
  });
  version.follow({ alive: () => true, poke: () => undefined, stop });
  return version;
}
