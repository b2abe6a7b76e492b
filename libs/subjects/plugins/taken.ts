import type { Subject } from '../subject.js';

/** @throws Error for a name that two would have: what is stored under it could not be told apart */
export function refuseTaken(subject: Subject, others: readonly Subject[]): void {
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
    presets = {},
    charts = {},
    channels = {},
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
    ...Object.keys(charts).map((kind) => `kind of chart ${kind}`),
    ...Object.keys(channels).map((kind) => `kind of channel ${kind}`),
    ...Object.keys(presets).map((preset) => `preset ${preset}`),
    ...Object.keys(senders).map((kind) => `sender of ${kind}`),
  ];
}
