import { readFileSync } from 'node:fs';

/** The variables a process is started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable with a value that cannot be. Its message never shows the value: a password in the wrong place is one, too. */
export class SettingsError extends Error {
  constructor(variable: string, why: string) {
    super(`${variable} is not possible: ${why}`);
    this.name = 'SettingsError';
  }
}

/** @returns undefined where it is not set, or set to nothing */
export function given(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}

export function whole(env: Environment, name: string, otherwise: number, min: number, max: number): number {
  const value = env[name];
  if (value === undefined) return otherwise;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (number >= min && number <= max) return number;
  throw new SettingsError(name, `it must be a whole number from ${String(min)} to ${String(max)}`);
}

export function checked(
  env: Environment,
  name: string,
  otherwise: string,
  isValid: (value: string) => boolean,
  valid: string,
): string {
  const value = env[name] ?? otherwise;
  if (isValid(value)) return value;
  throw new SettingsError(name, `it must be ${valid}`);
}

export function oneOf<Value extends string>(
  env: Environment,
  name: string,
  otherwise: Value,
  values: readonly Value[],
): Value {
  const value = env[name] ?? otherwise;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new SettingsError(name, `it must be one of ${values.join(', ')}`);
  return found;
}

/**
 * A value that should not stand in an environment, which others on the machine may read: from `NAME`, or from the file that `NAME_FILE`
 * names. @returns it without white space around it; undefined where neither is set @throws SettingsError where both are
 */
export function secretOf(env: Environment, name: string): string | undefined {
  const value = given(env, name);
  const inFile = fileOf(env, `${name}_FILE`);
  if (value !== undefined && inFile !== undefined)
    throw new SettingsError(`${name}_FILE`, `${name} is set too: leave one of them out`);
  return value ?? inFile;
}

/** What stands in the file that a variable names, without white space around it; undefined where it is not set. @throws SettingsError */
export function fileOf(env: Environment, name: string): string | undefined {
  const path = given(env, name);
  if (path === undefined) return undefined;
  const content = readNamed(name, path).trim();
  if (content === '') throw new SettingsError(name, 'the file is empty');
  return content;
}

/** What stands in a file. @param what of the variable names it, as its message says @throws SettingsError */
export function readNamed(name: string, path: string, what = 'it'): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    // Without the cause, which would name the path: it may be a secret put here by mistake.
    throw new SettingsError(name, `${what} must name a file that this process can read (${code})`);
  }
}
