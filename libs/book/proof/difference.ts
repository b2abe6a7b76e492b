/** The first place where something that was said is not what was found, in a sentence; undefined where it is. @param place how it is called */
export function difference(place: string, said: unknown, found: unknown): string | undefined {
  if (!isTree(said) || !isTree(found) || Array.isArray(said) !== Array.isArray(found))
    return said === found ? undefined : `${place} is ${shown(said)}, and the events give ${shown(found)}`;
  for (const name of new Set([...Object.keys(said), ...Object.keys(found)])) {
    const inner = difference(`${place}.${name}`, said[name], found[name]);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

const MOST = 200;

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, MOST);
}
