/**
 * Loaded before a process (`NODE_OPTIONS=--import …`): its clock is ahead by `CLOCK_AHEAD` milliseconds, in all its threads. A little more
 * than a minute where that is not set: what a dead process had in hand is claimed for a minute, which nobody has to sit through then.
 */
const AHEAD = Number(process.env.CLOCK_AHEAD ?? 61_000);

const { now } = Date;
const ahead = () => now() + AHEAD;

globalThis.Date = new Proxy(Date, {
  construct: (made, given, as) => Reflect.construct(made, given.length === 0 ? [ahead()] : given, as),
  get: (of, name) => (name === 'now' ? ahead : Reflect.get(of, name)),
});
