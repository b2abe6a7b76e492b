import type { Command } from 'commander';
import { askServer, pollServer } from './api-client.js';
import { connect, type Where } from './connect.js';

interface Readiness {
  readonly position: string;
  readonly building: { readonly position: number } | null;
}

export function addRebuild(program: Command): void {
  program
    .command('rebuild')
    .option('--url <url>', 'a running server; otherwise the data folder')
    .option('--data <folder>', 'the data folder')
    .description('build the read models anew beside those served, then switch; questions are answered meanwhile')
    .addHelpText('after', '\nExample: tally rebuild --data ./data')
    .action(async (options: Where) => {
      const connection = await connect(options);
      const started = Date.now();
      try {
        await askServer(connection.url, '/v1/rebuild', {});
        const { position } = await pollServer<Readiness>(
          connection.url,
          '/readyz',
          ({ building }) => building === null,
        );
        process.stdout.write(`rebuilt up to position ${position} in ${String(Date.now() - started)} ms\n`);
      } finally {
        await connection.close();
      }
    });
}
