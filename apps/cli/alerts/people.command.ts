import type { Command } from 'commander';
import type { Client } from '#client/index.js';
import { addWhere, onBook, type Where } from '../connect.js';
import { say } from '../screen.js';

interface Options extends Where {
  readonly part?: string;
  readonly actor?: string;
}

type About = Pick<Options, 'part' | 'actor'>;

/** What people do about a part that fires, each under the name of its route. */
export function addPeoplesCommands(alerts: Command): void {
  about(alerts.command('acknowledge <id>'))
    .description('say that somebody is at it')
    .action((id: string, options: Options) =>
      record(options, 'acknowledged', (book, body) => book.acknowledgeAlert(id, body)),
    );
  about(alerts.command('snooze <id>'))
    .requiredOption('--until <time>', 'a date, or an instant with its offset')
    .description('record what fires until then, and tell nobody')
    .action((id: string, options: Options & { readonly until: string }) =>
      record(options, `snoozed until ${options.until}`, (book, body) =>
        book.snoozeAlert(id, { ...body, until: options.until }),
      ),
    );
  about(alerts.command('assign <id>'))
    .requiredOption('--to <who>', 'who is to look at it')
    .description('say who is to look at it')
    .action((id: string, options: Options & { readonly to: string }) =>
      record(options, `assigned to ${options.to}`, (book, body) => book.assignAlert(id, { ...body, to: options.to })),
    );
  about(alerts.command('comment <id> <text>'))
    .description('say what it was')
    .action((id: string, text: string, options: Options) =>
      // Said again it would stand there twice.
      record(options, 'commented', (book, body) => book.commentAlert(id, { ...body, text }, { patience: 0 })),
    );
}

function about(command: Command): Command {
  return addWhere(command)
    .option('--part <part>', 'a value of the dimension that the alert goes by')
    .option('--actor <name>', 'on whose behalf');
}

type Recorded = ReturnType<Client['acknowledgeAlert']>;

async function record(options: Options, what: string, send: (book: Client, body: About) => Recorded): Promise<void> {
  const { part, actor } = options;
  const body = { ...(part !== undefined && { part }), ...(actor !== undefined && { actor }) };
  const { duplicate, position } = await onBook(options, (book) => send(book, body));
  say(duplicate ? `it was ${what} before` : `${what}; position ${position}`);
}
