import { ImportError } from '#imports/import-error.js';
import { Refused } from '#kernel/refused.js';
import { SettingsError } from '#platform/setting-values.js';
import { NoTallybook, ProblemError, Unreachable } from '#client/index.js';

/** The command cannot run as it was called; exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Whether something is wrong with how a command was called: with its question, its settings, or where that was asked. */
export function isMistaken(error: unknown): boolean {
  if (error instanceof ProblemError) return error.status < 500;
  return [UsageError, Refused, SettingsError, ImportError, Unreachable, NoTallybook].some(
    (kind) => error instanceof kind,
  );
}
