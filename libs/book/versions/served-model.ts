import type { OpenModel } from './open-model.js';

export interface ServedModelParts {
  /** Opens a version; undefined where this release cannot read it. */
  readonly open: (name: string) => Promise<OpenModel | undefined>;
  /** The next version could answer: `show` goes on to it. */
  readonly onWarm: () => void;
  readonly onError: (error: unknown) => void;
}

/** The version that one process answers from, among several processes that change over each in its own time. */
export class ServedModel {
  /** Undefined while there is none that may answer. */
  current: OpenModel | undefined;
  /** The next one on its way to be served here: its facts are being read, or it is still behind. */
  private warming: { readonly model: OpenModel; reading: boolean } | undefined;

  constructor(private readonly parts: ServedModelParts) {}

  /** Goes on to a version, at once or in a later call, and looks how far the one that answers has come. One call at a time. */
  async show(name: string): Promise<void> {
    if (this.current === undefined) this.current = await this.first(name);
    else if (name === this.current.name) await this.current.look();
    else await this.changeOver(this.current, name);
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
  private async first(name: string): Promise<OpenModel | undefined> {
    const model = await this.parts.open(name);
    try {
      await model?.look();
      return model;
    } catch (error) {
      await model?.close();
      throw error;
    }
  }

  /** The next version is served when it has its facts at hand and shows no less than the one before; until then that goes on answering. */
  private async changeOver(old: OpenModel, name: string): Promise<void> {
    await old.look();
    if (this.warming?.model.name !== name) {
      await this.warming?.model.close();
      this.warming = undefined;
      const model = await this.parts.open(name);
      if (model === undefined) return;
      model.position = -1;
      this.warming = { model, reading: false };
    }
    const { warming } = this;
    if (warming.reading) return;
    if (warming.model.position >= old.position) {
      this.current = warming.model;
      this.warming = undefined;
      old.close().catch(this.parts.onError);
      return;
    }
    warming.reading = true;
    warming.model
      .look()
      .then((position) => position >= old.position && this.parts.onWarm())
      .catch(this.parts.onError)
      .finally(() => (warming.reading = false));
  }
}
