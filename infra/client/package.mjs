/** Puts beside the compiled client what makes a package of it: `npm pack ./dist/client` packs it then. */
import { copyFileSync } from 'node:fs';

copyFileSync('libs/client/package.json', 'dist/client/package.json');
copyFileSync('infra/docs/client.md', 'dist/client/README.md');
