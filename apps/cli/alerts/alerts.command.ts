import { Option, type Command } from 'commander';
import type { Alert, Client, ListAlertsQuery } from '#client/index.js';
import { addWhere, onCoveredBook, type Where } from '../connect.js';
import { addForm, checkForm, give, type Form } from '../form.js';
import { toTable } from '../table.js';
import { firingsTable, listTable, partsTable } from './alerts-table.js';
import { addPeoplesCommands } from './people.command.js';

type State = NonNullable<ListAlertsQuery['state']>;

interface ListOptions extends Where, Form {
  readonly state?: State;
}

interface ShowOptions extends Where, Pick<Form, 'out'> {
  readonly format: 'table' | 'json';
}

interface HistoryOptions extends ShowOptions {
  readonly days: string;
}

const STATES: readonly State[] = ['ok', 'firing', 'acknowledged', 'snoozed'];

export function addAlerts(program: Command): void {
  const alerts = program.command('alerts').description('rules that watch figures, and what fired');
  addList(alerts);
  addShow(alerts);
  addHistory(alerts);
  addPeoplesCommands(alerts);
  alerts.addHelpText(
    'after',
    '\nExamples: tally alerts --state firing\n          tally alerts show revenue\n          tally alerts acknowledge revenue --part south --actor ann',
  );
}

function addList(alerts: Command): void {
  addForm(addWhere(alerts.command('list', { isDefault: true })))
    .addOption(
      new Option('--state <state>', 'only alerts of which a part is in it; ok: of which none fires').choices(STATES),
    )
    .description('every alert, with the parts that ever fired')
    .action(async ({ state, ...options }: ListOptions) => {
      checkForm(options);
      const asked = (position: string): ListAlertsQuery => ({ position, ...(state !== undefined && { state }) });
      await onCoveredBook(options, (book, position) =>
        give(options, {
          whole: () => everyAlert(book, asked(position)),
          print: ({ alerts: all }) => toTable(listTable(all)),
          file: (form) => book.files.listAlerts(form, asked(position)),
        }),
      );
    });
}

async function everyAlert(book: Client, asked: ListAlertsQuery) {
  const alerts: Alert[] = [];
  for await (const alert of book.each.listAlerts(asked)) alerts.push(alert);
  return { alerts };
}

function addShow(alerts: Command): void {
  addSmallForm(addWhere(alerts.command('show <id>')))
    .description('how every part of an alert stands, with its figure of today')
    .action(async (id: string, options: ShowOptions) => {
      await onCoveredBook(options, (book, position) =>
        give(options, {
          whole: () => book.showAlert(id, { position }),
          print: (alert) => toTable(partsTable(alert)),
          file: noFile,
        }),
      );
    });
}

function addHistory(alerts: Command): void {
  addSmallForm(addWhere(alerts.command('history <id>')))
    .option('--days <days>', 'how many days back late facts are looked for that would have made it fire', '0')
    .description('each time that an alert fired, the last first, and when it would have')
    .action(async (id: string, { days, ...options }: HistoryOptions) => {
      await onCoveredBook(options, (book, position) =>
        give(options, {
          whole: () => book.showAlertHistory(id, { position, days: Number(days), limit: 1_000 }),
          print: (history) => toTable(firingsTable(history)),
          file: noFile,
        }),
      );
    });
}

/** As a table or as JSON: what shows one thing is no file of rows. */
function addSmallForm(command: Command): Command {
  return command
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .option('--out <file>', 'where it goes; to the screen unless named');
}

function noFile(): never {
  throw new Error('it is shown as a table or as JSON');
}
