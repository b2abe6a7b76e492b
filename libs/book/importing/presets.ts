import { Presets } from '#imports/presets.js';
import { SUBJECT_PRESETS } from '#subjects/tables.js';

/** The presets of files that there are, those of plug-ins among them. */
export const PRESETS = new Presets(SUBJECT_PRESETS);
