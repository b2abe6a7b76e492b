import type { Command } from 'commander';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { assistantServer } from '#assistants/assistant-server.js';
import { addWhere, onBook, type Where } from './connect.js';
import { complain } from './screen.js';

export function addMcp(program: Command): void {
  addWhere(program.command('mcp'))
    .description(
      'answer the questions of an assistant, over standard input and output, as the Model Context Protocol has it; nothing can be changed by it',
    )
    .addHelpText('after', '\nExample: tally mcp --url http://127.0.0.1:3000 --key-file reader.key')
    .action((options: Where) =>
      onBook(options, async (book) => {
        const ended = Promise.withResolvers<undefined>();
        const serving = serveStdio(() => assistantServer(book), {
          onerror: (error) => complain(`tally: ${error.message}`),
        });
        process.stdin.once('end', () => ended.resolve(undefined));
        process.stdin.once('close', () => ended.resolve(undefined));
        await ended.promise;
        await serving.close();
      }),
    );
}
