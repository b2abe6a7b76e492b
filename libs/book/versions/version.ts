import { OpenModel } from './open-model.js';
import type { Workshop } from '../replays/workshop.js';
import type { PolicySet } from '#subjects/policies/policy-sets.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { readViewsInThread, removeViews, type ThreadedViews } from '#platform/embedded-adapters.js';
import { projectorThread, type ProjectorThread } from '../projecting/projector-thread.js';

/**
 * One version of the read models: built under one set of policies, followed by a projector, or kept as it is. Both run in threads that are
 * started again for ever, so one that cannot be opened is tried again.
 */
export class Version extends OpenModel<ThreadedViews> {
  private projector: ProjectorThread | undefined;

  /** @param name `<position of the set>.<generation>`; permanent, its files are named after it */
  constructor(
    name: string,
    set: PolicySet,
    private readonly workshop: Workshop,
  ) {
    const { readers, settings, onError } = workshop;
    super(name, set, () => readViewsInThread(settings.dataDir, name, VIEW_SCHEMA, onError), readers, {
      folder: settings.dataDir,
      name,
    });
  }

  /** Opens it, or makes it, and has it follow the log. */
  follow(onProgress: (version: Version) => void): void {
    const { settings, onError } = this.workshop;
    const onPosition = (position: number): void => {
      this.position = position;
      onProgress(this);
    };
    const { name, set } = this;
    this.projector = projectorThread({ settings, name, policies: set.policies }, onPosition, onError);
    this.projector.start().catch(() => undefined);
  }

  /** Why it does not work as it should, a sentence; undefined when it does. */
  get trouble(): string | undefined {
    const [projector, reader] = [this.projector?.trouble, this.opened?.trouble];
    if (projector !== undefined) return `the projector ${projector}`;
    return reader === undefined ? undefined : `the reader ${reader}`;
  }

  /** The log has grown. */
  poke(): void {
    this.projector?.tell('appended');
  }

  /** The log is followed no further. */
  async stop(): Promise<void> {
    const { projector } = this;
    this.projector = undefined;
    await projector?.stop();
    this.position = await this.views.checkpoint(0);
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
