import type { Definitions } from '#subjects/policies/policy-sets.js';
import type { Policies } from '#subjects/policies/policy.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { HeldAnswer, Readers } from './reading/readers.js';
import type { Answered, Asked, ReadKind } from './reading/reads.js';
import type { Stored } from './reading/stored.js';

export interface ModelParts {
  readonly readers: Readers;
  readonly stored: Stored;
  /** For a look at a few documents; questions go to the readers. */
  readonly views: ViewStore;
  readonly policies: Policies;
  readonly definitions: Definitions;
  /** About how many events they cover. */
  readonly events: number;
}

/** Read models, and the policies they were built with. */
export class Model {
  readonly views: ViewStore;
  readonly stored: Stored;
  readonly policies: Policies;
  readonly definitions: Definitions;

  constructor(private readonly parts: ModelParts) {
    const { views, stored, policies, definitions } = parts;
    this.views = views;
    this.stored = stored;
    this.policies = policies;
    this.definitions = definitions;
  }

  /** The same, under other names of its policies. */
  called(definitions: Definitions): Model {
    return new Model({ ...this.parts, definitions });
  }

  /** A question's answer, to go on with. @throws Problem as `Readers.value` */
  read<Kind extends ReadKind>(kind: Kind, asked: Asked<Kind>): Promise<Answered<Kind>> {
    return this.parts.readers.value(kind, asked, this.about());
  }

  /** A question's answer, to be sent as it is. @throws Problem as `Readers.json` */
  json<Kind extends ReadKind>(kind: Kind, asked: Asked<Kind>): Promise<HeldAnswer<Answered<Kind>>> {
    return this.parts.readers.json(kind, asked, this.about());
  }

  private about() {
    const { stored, policies, definitions, events } = this.parts;
    return { on: { stored, policies, definitions }, events };
  }
}
