/** The header that names characters which no font has, percent-encoded: they are boxes in what is drawn. */
export const MISSING_GLYPHS = 'tally-missing-glyphs';
