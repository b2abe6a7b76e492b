import type { Changes, Ground } from '#kernel/projection.js';
import type { SeriesSchema } from '#kernel/ports/views-schema.js';
import { Unfoldable } from '#kernel/unfoldable.js';
import type { Effect } from '../customers/timeline/entry.js';
import { timelineFacts } from '../customers/timeline/effect.js';
import type { Facts, Fold } from '../facts.js';
import type { Subject } from '../subject.js';

/**
 * A plug-in's subject whose facts stop nobody else's: where they throw, or are none of its own series, the event waits with its reason, and
 * all others go on.
 */
export function guarded(subject: Subject): Subject {
  const { name, facts, series = [], collections = [] } = subject;
  const guard = new Guard(name, series, new Set(collections.map((one) => one.name)));
  return {
    ...subject,
    series: series.map(({ workedOut, ...one }) => ({
      ...one,
      ...(workedOut !== undefined && { workedOut: (said) => guard.try(() => workedOut(said)) }),
    })),
    ...(facts !== undefined && {
      facts: timelineFacts(facts) === undefined ? guard.ownFacts(facts) : guard.timeline(facts),
    }),
  };
}

class Guard {
  private readonly series: ReadonlyMap<string, SeriesSchema>;

  constructor(
    private readonly name: string,
    series: readonly SeriesSchema[],
    private readonly collections: ReadonlySet<string>,
  ) {
    this.series = new Map(series.map((one) => [one.name, one]));
  }

  /** @throws Unfoldable for whatever is thrown */
  try<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw this.unfoldable(error);
    }
  }

  /** Those folded with everybody's: the fold stays the one that they share. */
  timeline(facts: Facts): Facts {
    return {
      of: (event, calendar) =>
        this.read(() => {
          const effect = facts.of(event, calendar) as Effect | undefined;
          for (const { series, own, measures } of effect?.entries ?? []) this.needFact(series, own, measures);
          if (effect === undefined) return undefined;
          return { ...effect, change: (history: never) => this.try(() => effect.change(history)) };
        }),
      fold: facts.fold,
    };
  }

  ownFacts(facts: Facts): Facts {
    return {
      of: (event, calendar) => this.read(() => facts.of(event, calendar)),
      fold: (on) => {
        let begun: Fold<unknown> | undefined;
        const own = (): Fold<unknown> => (begun ??= this.try(() => facts.fold(on)));
        return {
          fold: (decoded, recorded, ground) => this.fold(own, decoded, recorded, ground),
          reset: () => begun?.reset(),
        };
      },
    };
  }

  /** What the read models throw is no fault of the plug-in. */
  private async fold(
    own: () => Fold<unknown>,
    decoded: readonly unknown[],
    recorded: number,
    ground: Ground,
  ): Promise<Changes> {
    const ofStore = new Set<unknown>();
    const noted = async <Value>(asked: Promise<Value>): Promise<Value> =>
      asked.catch((error: unknown) => {
        ofStore.add(error);
        throw error;
      });
    try {
      const changes = await own().fold(decoded, recorded, {
        get: (collection, ids) => noted(ground.get(collection, ids)),
        find: (collection, find) => noted(ground.find(collection, find)),
      });
      const facts = Array.from(changes.facts);
      for (const { series, dimensions, measures } of facts) this.needFact(series, dimensions, measures);
      for (const { collection } of changes.documents)
        if (!this.collections.has(collection)) throw new Error(`${collection} is no collection of its own`);
      return { ...changes, facts };
    } catch (error) {
      throw ofStore.has(error) ? error : this.unfoldable(error);
    }
  }

  /** @throws Error for a fact that none of its series has a place for */
  private needFact(name: string, dimensions: readonly string[], measures: readonly bigint[]): void {
    const series = this.series.get(name);
    if (series === undefined) throw new Error(`${name} is no series of its own`);
    const places = Object.keys(series.measures).length;
    if (dimensions.length !== series.dimensions.length || measures.length !== places)
      throw new Error(
        `a fact of ${name} has ${String(series.dimensions.length)} dimensions and ${String(places)} measures, ` +
          `not ${String(dimensions.length)} and ${String(measures.length)}`,
      );
    if (measures.some((measure) => typeof measure !== 'bigint')) throw new Error(`measures of ${name} must be bigint`);
  }

  private read<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw new Error(`the plug-in ${this.name} cannot read it: ${textOf(error)}`, { cause: error });
    }
  }

  private unfoldable(error: unknown): Unfoldable {
    if (error instanceof Unfoldable) return error;
    return new Unfoldable(`the plug-in ${this.name} cannot fold it: ${textOf(error)}`, { cause: error });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
