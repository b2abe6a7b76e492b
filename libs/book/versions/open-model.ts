import type { PolicySet } from '#subjects/policies/policy-sets.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { Lease } from '#platform/lease.js';
import { Model } from '../model.js';
import type { Readers } from '../reading/readers.js';
import type { Stored } from '../reading/stored.js';

export interface OpenModelParts {
  /** The version's; permanent while it lives. */
  readonly name: string;
  readonly set: PolicySet;
  readonly open: () => OpenedVersion;
  readonly readers: Readers;
}

/** A version as it is opened here. */
export interface OpenedVersion {
  /** For a look at a few documents. */
  readonly views: ViewStore & { readonly trouble?: string | undefined };
  /** Where questions find it. */
  readonly stored: Stored;
  /** How far it has come, with all its facts at hand up to there. */
  look(): Promise<number>;
}

/** One version of the read models that several questions use at a time; it closes when the last of them has ended. */
export class OpenModel {
  readonly name: string;
  readonly set: PolicySet;
  /** The position it covers, as it was last looked at. */
  position = 0;
  /** Whether it was closed, and nobody uses it any more. */
  isReleased = false;
  /** Undefined before it is first asked. */
  private found: OpenedVersion | undefined;
  private readonly lease = new Lease();
  private closed: Promise<void> | undefined;

  constructor(private readonly parts: OpenModelParts) {
    this.name = parts.name;
    this.set = parts.set;
  }

  private get opened(): OpenedVersion {
    return (this.found ??= this.parts.open());
  }

  /** Why it cannot be asked at the moment, a sentence; undefined when it can. */
  get trouble(): string | undefined {
    return this.found?.views.trouble;
  }

  /** Whether a question is being answered from it. */
  get isInUse(): boolean {
    return this.lease.isInUse;
  }

  use<Answer>(run: (model: Model) => Promise<Answer>): Promise<Answer> {
    const { set, position } = this;
    const { views, stored } = this.opened;
    const { policies, definitions } = set;
    const model = new Model({ readers: this.parts.readers, stored, views, policies, definitions, events: position });
    return this.lease.use(() => run(model));
  }

  /** Looks how far it has come, with all its facts at hand up to there. */
  async look(): Promise<number> {
    this.position = await this.opened.look();
    return this.position;
  }

  /** Resolves when nobody uses it any more and all is released. */
  close(): Promise<void> {
    return (this.closed ??= this.release());
  }

  private async release(): Promise<void> {
    await this.lease.unused();
    await this.found?.views.close();
    this.isReleased = true;
  }
}
