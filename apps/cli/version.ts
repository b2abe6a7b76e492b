import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#kernel/checkout.js';

/** Which release this is. */
export const TALLY = (JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as { readonly version: string })
  .version;
