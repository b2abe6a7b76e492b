import { aboutMap, namesIn } from '#imports/reading-options.js';
import type { ImportPresets } from './import.answers.js';
import { PRESETS } from './presets.js';

/** The presets there are, as their first comments say what they are for. */
export async function importPresets(): Promise<ImportPresets> {
  const presets: ImportPresets['presets'][number][] = [];
  for (const name of await PRESETS.names()) {
    const map = await PRESETS.read(name);
    presets.push({ name, about: aboutMap(map), needs: namesIn(map, 'needs'), optional: namesIn(map, 'optional') });
  }
  return { presets };
}
