import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { cron, dayTurns } from '#engine/schedule/timetable.js';
import { Type } from 'typebox';
import { readableOf, readWholeJournal } from '#figures/journal/journal.js';
import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { pastInstant, present } from '#ledger/command.js';
import { adds, begins, changes } from '#ledger/command-type.js';
import { commandInput } from '#ledger/input/command-input.js';
import { understood } from '#ledger/input/kind.js';
import { amount, positiveAmount, quantity, rate, whole } from '#ledger/input/number.js';
import { list, map, object, optional } from '#ledger/input/object.js';
import { currency, label, labels, oneOf, text } from '#ledger/input/text.js';
import { date, instant } from '#ledger/input/time.js';
import { customerOf, customerStream } from './customers/customer-as-of.js';
import { onTimeline } from './customers/timeline/effect.js';
import { namedSubject } from './named.js';
import { reads } from './read.js';
import type { Subject } from './subject.js';

/** What a subject is made with: handed to it, so that a plug-in needs no copy of Tallybook of its own. */
const TOOLS = {
  aggregate,
  begins,
  changes,
  adds,
  commandInput,
  /** What inputs are made of. */
  inputs: {
    label,
    labels,
    text,
    currency,
    oneOf,
    instant,
    date,
    amount,
    positiveAmount,
    quantity,
    rate,
    whole,
    optional,
    understood,
    object,
    list,
    map,
  },
  present,
  pastInstant,
  onTimeline,
  customerOf,
  customerStream,
  cron,
  dayTurns,
  namedSubject,
  reads,
  readWholeJournal,
  readableOf,
  Type,
  Problem,
} as const;
export type Tools = typeof TOOLS;

/** What a plug-in's module exports: the interface it was written for (`^1`), and its subject, or what makes it. */
export interface Plugin {
  readonly compatible: string;
  readonly default: Subject | ((tools: Tools) => Subject);
}

export interface Plugins {
  readonly subjects: readonly Subject[];
  /** Those that are named and not there, with why: events of theirs wait, see `unknownShape`. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/** Of the interface that plug-ins are written for. */
const COMPATIBLE = '^1';

/**
 * Loads plug-ins one after another: packages in `node_modules`, or paths of modules. One that cannot be loaded, was written for another
 * interface or brings what is there already is left out, and said to be missing; never does it keep a process from starting. It is done at
 * once, so no module of a plug-in may wait (`await`) at its top: V8 ends the whole process where a thread is ended while modules that wait
 * are carried out (nodejs/node#53238), and every thread loads them.
 * @param names separated by commas
 */
export function loadPlugins(names: string, builtIn: readonly Subject[]): Plugins {
  const load = createRequire(import.meta.url);
  const subjects: Subject[] = [];
  const missing: Plugins['missing'][number][] = [];
  for (const name of names.split(',').map((one) => one.trim())) {
    if (name === '') continue;
    try {
      const subject = subjectOf(load(pathOf(name)) as Partial<Plugin>);
      refuseTaken(subject, [...builtIn, ...subjects]);
      subjects.push(subject);
    } catch (error) {
      missing.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { subjects, missing };
}

function subjectOf({ compatible, default: made }: Partial<Plugin>): Subject {
  if (compatible !== COMPATIBLE)
    throw new Error(`it must export compatible = '${COMPATIBLE}', not ${JSON.stringify(compatible)}`);
  const subject = typeof made === 'function' ? made(TOOLS) : made;
  if (typeof subject?.name !== 'string' || typeof subject.events !== 'object')
    throw new Error('its default export must be a subject, or a function that makes one');
  return subject;
}

/** @throws Error for a name that two would have: what is stored under it could not be told apart */
function refuseTaken(subject: Subject, others: readonly Subject[]): void {
  const taken = new Set([...others.flatMap(namesOf), 'table events']);
  const twice = namesOf(subject).find((name) => taken.has(name));
  if (twice !== undefined) throw new Error(`there is a ${twice} already`);
}

function namesOf(subject: Subject): readonly string[] {
  const {
    name,
    events,
    commands = {},
    ownCommands = {},
    reads = {},
    series = [],
    members = [],
    collections = [],
    metrics = [],
    rules = {},
  } = subject;
  const { reactions = [], scheduled = [], senders = {} } = subject;
  return [
    `subject ${name}`,
    ...Object.keys(events).map((type) => `event ${type}`),
    ...Object.entries(commands).flatMap(([type, { route }]) => [
      `command ${type}`,
      `route ${route.method} ${route.path}`,
    ]),
    // Whether callers or reactions record it, it goes by its name.
    ...Object.keys(ownCommands).map((type) => `command ${type}`),
    ...Object.entries(reads).flatMap(([read, { path }]) => [`read ${read}`, `route GET ${path}`]),
    ...series.map((one) => `series ${one.name}`),
    ...series.map((one) => `table ${one.shown?.name ?? one.name}`),
    ...members.map((one) => `table ${one.name}`),
    ...collections.map((one) => `collection ${one.name}`),
    ...Object.keys(rules).map((of) => `rule of ${of}`),
    ...metrics.map((one) => `metric ${one.name}`),
    ...reactions.map((one) => `reaction ${one.name}`),
    ...scheduled.map((one) => `schedule ${one.name}`),
    ...Object.keys(senders).map((kind) => `sender of ${kind}`),
  ];
}

/** Paths and packages are looked for from where the process was started, as a user who installs one would expect. */
function pathOf(name: string): string {
  if (/^\.{0,2}\//.test(name)) return resolve(name);
  const folder = resolve('node_modules', name);
  const { main, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return join(folder, entryOf(exports) ?? main ?? 'index.js');
}

type Exports = string | { readonly [condition: string]: Exports };
interface Manifest {
  readonly main?: string;
  readonly exports?: Exports;
}

function entryOf(exports: Exports | undefined): string | undefined {
  if (exports === undefined || typeof exports === 'string') return exports;
  return entryOf(exports['.'] ?? exports['import'] ?? exports['node'] ?? exports['default']);
}
