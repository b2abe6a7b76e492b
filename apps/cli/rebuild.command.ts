import type { Command } from 'commander';
import { addWhere, onBook, type Where } from './connect.js';
import { untilBuilt } from './coverage.js';
import { say } from './screen.js';

export function addRebuild(program: Command): void {
  addWhere(program.command('rebuild'))
    .description('build the read models anew beside those served, then switch; questions are answered meanwhile')
    .addHelpText('after', '\nExample: tally rebuild --data ./data')
    .action(async (options: Where) => {
      const started = Date.now();
      const position = await onBook(options, async (book) => {
        await book.rebuild();
        return untilBuilt(book);
      });
      say(`rebuilt up to position ${position} in ${String(Date.now() - started)} ms`);
    });
}
