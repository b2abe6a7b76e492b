import type { ReadOn } from '../read.js';
import { TRIGGERS, type Trigger } from '../automations/automation.js';
import { conditionsOf } from '../automations/condition.js';
import { Beside } from './beside.js';
import { judgedIn } from './judging.js';
import { judge, type Judged } from './occasions.js';
import { audienceOf } from './triggers/audience.js';
import { factFound, factsAfter } from './triggers/facts.js';
import { versionAt, type VersionThen } from './versions.js';

/**
 * What an automation decides as it is recorded, of positions after one up to another: facts, and the audience of a campaign that is said
 * there. What has to wait is decided by the clock.
 */
export async function* heardIn(
  versions: readonly VersionThen[],
  { after, upTo }: { readonly after: number; readonly upTo: number },
  on: ReadOn,
): AsyncIterable<Judged> {
  const atOnce = versions.filter(({ rule }) => rule.wait === undefined);
  for (const version of atOnce)
    if ('now' in version.rule.on && version.begins && version.position > after && version.position <= upTo)
      for await (const { judged } of judgedIn(
        version,
        audienceOf(version, version.rule.on.now, undefined, on),
        ({ found }) => found,
        on,
      ))
        yield* judged;
  const besides = new Map(atOnce.map((version) => [version, new Beside(conditionsOf(version.rule), on)]));
  for (const fact of factsOf(atOnce))
    for await (const heard of factsAfter(fact, after, on)) {
      if (heard.position > upTo) break;
      const version = versionAt(atOnce, heard);
      const beside = version && besides.get(version);
      if (
        version === undefined ||
        beside === undefined ||
        !('fact' in version.rule.on) ||
        version.rule.on.fact !== fact
      )
        continue;
      const occasion = await judge(version, await factFound(heard, on), beside, on);
      if (occasion !== undefined) yield occasion;
    }
}

/** The kinds of facts that versions are about. */
function factsOf(versions: readonly VersionThen[]): readonly Trigger[] {
  const named = new Set(versions.map(({ rule: { on } }) => ('fact' in on ? on.fact : undefined)));
  return (Object.keys(TRIGGERS) as Trigger[]).filter((fact) => named.has(fact));
}
