import { Catalogue } from '#figures/catalogue.js';
import { unknownShape } from '#kernel/event-type.js';
import type { Subject } from '../subject.js';

/** What a command goes by in scopes such as `emit:RecordSale`. */
const COMMAND = /^\w{1,100}$/;

/**
 * Whether a plug-in brings a whole subject: what would otherwise be found out by the first who asks, or keep the process from starting.
 * @param others the subjects there are: its metrics may be of their facts @throws Error naming what is wrong
 */
export function needSubject(subject: Subject | undefined, others: readonly Subject[]): asserts subject is Subject {
  if (typeof subject?.name !== 'string' || typeof subject.events !== 'object')
    throw new Error('its default export must be a subject, or a function that makes one');
  needEvents(subject);
  for (const [type, command] of Object.entries(subject.commands ?? {})) {
    if (!COMMAND.test(type)) throw new Error(`the command ${type} must be called by letters, digits and _`);
    needParts(`the command ${type}`, command, ['route', 'example', 'input', 'record']);
  }
  for (const [name, read] of Object.entries(subject.reads ?? {}))
    needParts(`the read ${name}`, read, ['path', 'parameters', 'example', 'answer']);
  needPresets(subject);
  for (const kind of Object.keys(subject.charts ?? {})) needOwnName(subject.name, `kind of chart ${kind}`, kind);
  for (const kind of Object.keys(subject.channels ?? {})) needOwnName(subject.name, `kind of channel ${kind}`, kind);
  needSources(subject, others);
}

/** @throws Error for a part that is not there */
function needParts(what: string, whole: object, parts: readonly string[]): void {
  const missing = parts.find((part) => (whole as Readonly<Record<string, unknown>>)[part] === undefined);
  if (missing !== undefined) throw new Error(`${what} has no ${missing}`);
}

/** It is told from ours, and from those of later releases, by its subject's name in front. */
function needOwnName(name: string, what: string, own: string): void {
  if (!/^\w+\.[\w-]+$/.test(own) || !own.startsWith(`${name}.`))
    throw new Error(`its ${what} must be called ${name}. and letters, digits, - and _`);
}

/** What of a map the list of presets is made by: what it needs of a file says whether it fits. */
const NEEDS = /^--\s*needs:\s*\S/im;

/** @throws Error for a map that would fit every file */
function needPresets({ name, presets = {} }: Subject): void {
  for (const [preset, map] of Object.entries(presets)) {
    needOwnName(name, `preset ${preset}`, preset);
    if (typeof map !== 'string' || !NEEDS.test(map))
      throw new Error(`the preset ${preset} must be SQL with a comment before it such as -- needs: Date, Customer`);
  }
}

/** Its events are told from those of later releases, and of other plug-ins, by its name in front. */
function needEvents({ name, events }: Subject): void {
  if (!/^\w+$/.test(name)) throw new Error(`its subject must be called by letters, digits and _, not ${name}`);
  for (const [type, { schema }] of Object.entries(events)) {
    if (!type.startsWith(`${name}.`)) throw new Error(`its event ${type} must be called ${name}.${type}`);
    if (unknownShape(events, type, schema) !== undefined || !Number.isSafeInteger(schema))
      throw new Error(`the schema of ${type} must be a whole number from 1`);
  }
}

/** @throws Error for a metric of a kind, a series or a measure that is not there */
function needSources({ metrics = [], series = [] }: Subject, others: readonly Subject[]): void {
  const known = new Map([...others.flatMap((one) => one.series ?? []), ...series].map((one) => [one.name, one]));
  const catalogue = new Catalogue([...others.flatMap((one) => one.metrics ?? []), ...metrics], []);
  for (const metric of metrics)
    for (const { series: name, measure } of catalogue.sourcesOf(metric))
      if (!Object.hasOwn(known.get(name)?.measures ?? {}, measure))
        throw new Error(`the metric ${metric.name} is of ${name}.${measure}, and there is no such measure`);
}
