import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A new key in a folder. @returns the setting that names it */
export async function signingKey(folder: string): Promise<{ readonly TALLY_SIGNING_KEY_FILE: string }> {
  const file = join(folder, 'signing.key');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { TALLY_SIGNING_KEY_FILE: file };
}
