import type { Command } from 'commander';
import { askServer, untilBuilt } from './api-client.js';
import { addWhere, onBook, type Where } from './connect.js';
import { say } from './screen.js';

export function addRebuild(program: Command): void {
  addWhere(program.command('rebuild'))
    .description('build the read models anew beside those served, then switch; questions are answered meanwhile')
    .addHelpText('after', '\nExample: tally rebuild --data ./data')
    .action(async (options: Where) => {
      const started = Date.now();
      const position = await onBook(options, async (url) => {
        await askServer(url, '/v1/rebuild', {});
        return untilBuilt(url);
      });
      say(`rebuilt up to position ${position} in ${String(Date.now() - started)} ms`);
    });
}
