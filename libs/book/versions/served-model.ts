import type { OpenModel } from './open-model.js';
import type { SharedViews } from '#platform/distributed-adapters.js';

export interface ServedModelParts {
  /** Opens a version; undefined where this release cannot read it. */
  readonly open: (name: string) => Promise<OpenModel<SharedViews> | undefined>;
  readonly onError: (error: unknown) => void;
}

/** The next version on its way to be served here: its facts are being read, or it is still behind. */
interface Warming {
  readonly model: OpenModel<SharedViews>;
  position: number;
  reading: boolean;
}

/** The version that one process answers from, among several processes that change over each in its own time. */
export class ServedModel {
  /** Undefined while there is none that may answer. */
  current: OpenModel<SharedViews> | undefined;
  private warming: Warming | undefined;

  constructor(private readonly parts: ServedModelParts) {}

  /** Goes on to a version, at once or in a later call, and looks how far the one that answers has come. One call at a time. */
  async show(name: string): Promise<void> {
    if (this.current === undefined) this.current = await this.first(name);
    else if (name !== this.current.name) await this.changeOver(this.current, name);
    const { current } = this;
    if (current !== undefined) current.position = await positionOf(current);
  }

  /** Nothing answers from now on, but questions that have begun. */
  leave(): void {
    this.close().catch(this.parts.onError);
    this.current = this.warming = undefined;
  }

  async close(): Promise<void> {
    await Promise.all([this.warming?.model.close(), this.current?.close()]);
  }

  /** Nobody is answered before its facts are at hand. */
  private async first(name: string): Promise<OpenModel<SharedViews> | undefined> {
    const model = await this.parts.open(name);
    if (model === undefined) return undefined;
    try {
      await positionOf(model);
      return model;
    } catch (error) {
      await model.close();
      throw error;
    }
  }

  /** The next version is served when it has its facts at hand and shows no less than the one before; until then that goes on answering. */
  private async changeOver(old: OpenModel, name: string): Promise<void> {
    if (this.warming?.model.name !== name) {
      await this.warming?.model.close();
      this.warming = undefined;
      const model = await this.parts.open(name);
      this.warming = model && { model, position: -1, reading: false };
    }
    const { warming } = this;
    if (warming === undefined || warming.reading) return;
    if (warming.position >= old.position) {
      this.current = warming.model;
      this.warming = undefined;
      old.close().catch(this.parts.onError);
      return;
    }
    warming.reading = true;
    positionOf(warming.model)
      .then((position) => (warming.position = position))
      .catch(this.parts.onError)
      .finally(() => (warming.reading = false));
  }
}

/** How far it has come, with all its facts at hand up to there. */
async function positionOf({ views }: OpenModel<SharedViews>): Promise<number> {
  return (await views.sums([])).position;
}
