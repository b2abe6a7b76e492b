import { OpenModel } from '#apps/api/open-model.js';
import type { Workshop } from '#apps/api/replaying/workshop.js';
import type { PolicySet } from '#insights/customer/published.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { readViewsInThread, removeViews, type ThreadedViews } from '#platform/adapters.js';
import { projectorThread, type ProjectorThread } from './projector-thread.js';

/** One version of the read models: built under one set of policies, followed by a projector, or kept as it was when that stopped. */
export class Version extends OpenModel {
  private projector: ProjectorThread | undefined;

  /** @param name `<position of the set>.<generation>`; permanent, its files are named after it */
  constructor(
    name: string,
    set: PolicySet,
    private readonly workshop: Workshop,
    private readonly reader: ThreadedViews,
  ) {
    const { readers, settings } = workshop;
    super(name, set, reader, { readers, stored: { folder: settings.dataDir, name } });
  }

  /** Opens a version for reading only, as it is. */
  static kept(name: string, set: PolicySet, workshop: Workshop): Version {
    const { settings, onError } = workshop;
    return new Version(name, set, workshop, readViewsInThread(settings.dataDir, name, VIEW_SCHEMA, onError));
  }

  /** Opens or makes a version and has it follow the log. */
  static async following(
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
    const thread = projectorThread({ settings, name, policies: set.policies }, reached, onError);
    await thread.start();
    // Only now there is a file to read.
    const version = Version.kept(name, set, workshop);
    version.projector = thread;
    opened.version = version;
    reached(opened.covered);
    return version;
  }

  /** Why it does not work as it should, a sentence; undefined when it does. */
  get trouble(): string | undefined {
    const [reader, projector] = [this.reader.trouble, this.projector?.trouble];
    if (projector !== undefined) return `the projector ${projector}`;
    return reader === undefined ? undefined : `the reader ${reader}`;
  }

  poke(): void {
    this.projector?.tell('appended');
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
    const { readers, settings } = this.workshop;
    readers.forget({ folder: settings.dataDir, name: this.name });
    await removeViews(settings.dataDir, this.name);
  }
}
