import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { CHART_THEMES, type ChartTheme } from '#charts/palette.js';
import { CHART_LANGUAGES, type ChartLanguage } from '#charts/texts.js';
import { AsNumber } from './as-number.js';
import { SavedParameters } from './parameters.js';

/** Pixels of a picture along a side: smaller shows nothing, larger takes as much memory as a few hundred others. */
const [LEAST, MOST] = [64, 4000];

/** Beside what an answer is asked with, how it is drawn. */
export class ChartParameters extends SavedParameters {
  @IsOptional() @AsNumber() @IsInt() @Min(LEAST) @Max(MOST) width = 800;
  @IsOptional() @AsNumber() @IsInt() @Min(LEAST) @Max(MOST) height = 400;
  @IsOptional() @IsIn(CHART_THEMES) theme: ChartTheme = 'light';
  @IsOptional() @IsIn(CHART_LANGUAGES) language: ChartLanguage = 'en';
}
