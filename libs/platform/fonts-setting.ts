import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { given, SettingsError, type Environment } from './setting-values.js';

export const FONTS_DIR = 'TALLY_FONTS_DIR';

/** A folder of fonts beside those of the packages; undefined where none is set. @throws SettingsError for what is no folder */
export function readFontsFolder(env: Environment): string | undefined {
  const path = given(env, FONTS_DIR);
  if (path === undefined) return undefined;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new SettingsError(FONTS_DIR, 'it must name a folder with fonts (ttf, otf)');
  return resolve(path);
}
