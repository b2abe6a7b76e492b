import { secretOf } from '#platform/setting-values.js';
import { keyIdIn } from '#subjects/access/key-secret.js';
import { UsageError } from './usage-error.js';

/**
 * The key that servers are asked with: from TALLY_KEY, from the file that TALLY_KEY_FILE names, or from the one that is named. Never an
 * argument itself, which everybody on the machine could read.
 * @returns undefined where there is none @throws UsageError for what is no key, or has a slip of the pen in it; SettingsError
 */
export function ownKey(file: string | undefined): string | undefined {
  const { TALLY_KEY, TALLY_KEY_FILE } = process.env;
  const key = secretOf(file === undefined ? { TALLY_KEY, TALLY_KEY_FILE } : { TALLY_KEY_FILE: file }, 'TALLY_KEY');
  if (key !== undefined && keyIdIn(key) === undefined)
    throw new UsageError('the key is not as it was issued: its checksum does not fit, copy it again');
  return key;
}
