import { recordMany } from '#ledger/bulk.js';
import { quietly } from '#ledger/quietly.js';
import { patiently } from '#engine/patience.js';
import { toAsker } from '#kernel/store-away.js';
import { handlersOn } from '#platform/handlers.js';
import { todayOf } from '#book/answered.js';
import { accessKnown } from '#book/access/access-known.js';
import {
  defineRole,
  giveGrant,
  issueKey,
  revokeKey,
  rotateKey,
  setQuota,
  withdrawGrant,
} from '#book/access/access-desk.js';
import { grantsShown, keysShown, meShown, rolesShown } from '#book/access/access-lists.js';
import { auditPage } from '#book/access/audit-page.js';
import { recorderNow } from '#book/access/recording.js';
import { ask } from '#book/ask.js';
import { takeBackup } from '#book/backups/taking-backup.js';
import { backtestAlert, backtestRule } from '#book/backtest.js';
import { BOOK, type Book } from '#book/book.js';
import { listDeliveries, retryDelivery } from '#book/delivering/deliveries.js';
import { seenOfJournal } from '#book/event-stream.js';
import { testChannel } from '#book/delivering/test-channel.js';
import { showSecret } from '#book/webhooks/webhook-secret.js';
import type { Model } from '#book/model.js';
import { answerDashboard } from '#book/dashboards.js';
import { explainDifference } from '#book/explain.js';
import { figures } from '#book/figures.js';
import { forecastFigures } from '#book/forecasting/forecasts.js';
import { regradeForecasts } from '#book/forecasting/regraded.js';
import { saveForecast } from '#book/forecasting/saved.js';
import { metricsShown } from '#book/metrics-shown.js';
import { needDecodable } from '#book/need-decodable.js';
import { eraseCustomer } from '#book/privacy/erase-customer.js';
import { exportCustomer } from '#book/privacy/export-customer.js';
import { closePeriod, listClosings } from '#book/periods.js';
import { previewRetention } from '#book/privacy/retention-preview.js';
import { previewPolicy } from '#book/preview.js';
import { period } from '#book/period-table.js';
import { reconcile } from '#book/reconciling/reconcile.js';
import { reconcileFile } from '#book/reconciling/reconcile-file.js';
import { records } from '#book/records-table.js';
import { drawRun } from '#book/report-runs.js';
import { restatements } from '#book/restatements.js';
import { drawSaved } from '#book/saved-chart.js';
import { askSaved } from '#book/saved-question.js';
import { unsubscribe, withdrawnBy } from '#book/delivering/unsubscribing.js';
import { answerShared, beginShare } from '#book/shares.js';
import { show, showValue } from '#book/show.js';
import { importPresets } from '#book/importing/import-presets.js';
import { resubmit } from '#book/intake/resubmit.js';
import { takenBatch, takenEvent } from '#book/intake/taken.js';
import { startReplay } from '#book/replays/start-replay.js';
import { askSql } from '#book/sql.js';
import {
  AnswerDashboard,
  AnswerShared,
  LookAtUnsubscribing,
  Unsubscribe,
  AskQuestion,
  AskSaved,
  AskSql,
  BacktestAlert,
  BeginShare,
  CancelReplay,
  ClosePeriod,
  EraseCustomer,
  ExportCustomer,
  DefineRole,
  DrawRun,
  DrawSaved,
  ExplainDifference,
  ForecastFigures,
  GiveGrant,
  IssueKey,
  ListAudit,
  ListClosings,
  ListDeliveries,
  ListDimensionValues,
  ListFigures,
  ListGrants,
  ListKeys,
  ListImportPresets,
  ListImportRefusals,
  ListImports,
  ListMetrics,
  ListRecords,
  ListReplays,
  ListRestatements,
  ListRoles,
  PreviewPolicy,
  PreviewRetention,
  ProveLog,
  ReadJournal,
  ReadLog,
  ReadTile,
  Reconcile,
  ReconcileFile,
  RegradeForecasts,
  RetryDelivery,
  Resubmit,
  RevokeKey,
  RotateKey,
  SaveForecast,
  SetQuota,
  Rebuild,
  RecordFact,
  RecordMany,
  Show,
  ShowCheckpoint,
  ShowVersioned,
  ShowWebhookSecret,
  ShowMe,
  ShowImport,
  ShowPeriod,
  ShowReplay,
  StartImport,
  StartReplay,
  StopImport,
  TakeBatch,
  TakeEvent,
  TakeBackup,
  TestChannel,
  WithdrawGrant,
} from './messages.js';

/** What answers each command and query of the API. */

/** Milliseconds that a bulk request waits for a log that is away: sent lines are not sent again for a short outage. */
const BULK_PATIENCE = 30_000;

const { onCommand, onQuery } = handlersOn<Book>(BOOK, toAsker);

export const HANDLERS = [
  onCommand(RecordFact, async (book, { asked: { type, data } }) =>
    told(book, await recorderNow(book.ledger).record(type, data)),
  ),
  onCommand(RecordMany, async (book, { asked: { lines, quiet } }) => {
    const ledger = recorderNow(quiet ? quietly(book.ledger) : book.ledger);
    return told(book, await patiently(BULK_PATIENCE, () => recordMany(ledger, lines, book.way)));
  }),
  onCommand(TakeEvent, (book, { asked: { event, traceparent } }) => takenEvent(book, event, traceparent)),
  onCommand(TakeBatch, (book, { asked: { events, traceparent } }) => takenBatch(book, events, traceparent)),
  onCommand(Resubmit, async (book, { asked: { id, body } }) => told(book, await resubmit(book, id, body))),
  onCommand(ClosePeriod, (book, { asked: { period, data } }) => closePeriod(book, period, data)),
  onCommand(EraseCustomer, async (book, { asked: { customerId, data } }) =>
    told(book, await eraseCustomer(book, customerId, data)),
  ),
  onCommand(TakeBackup, async (book, { asked: { body } }) => told(book, await takeBackup(book, body))),
  onCommand(BeginShare, (book, { asked: { body } }) => beginShare(book, body)),
  onCommand(SaveForecast, (book, { asked: { body } }) => saveForecast(book, body)),
  onCommand(Reconcile, (book, { asked: { body } }) => reconcile(book, body)),
  onCommand(ReconcileFile, (book, { asked: { sent, request } }) => reconcileFile(book, request, sent)),
  onCommand(StartReplay, (book, { asked: { request } }) => startReplay(book, request)),
  onCommand(StartImport, (book, { asked: { sent, request } }) => book.imports.start(book, request, sent)),
  onCommand(StopImport, (book, { asked: { id } }) => book.imports.stop(id)),
  onCommand(CancelReplay, (book, { asked: { id } }) => book.replays.cancel(id)),
  onCommand(TestChannel, (book, { asked: { id } }) => testChannel(book, id)),
  onCommand(RetryDelivery, (book, { asked: { id } }) => retryDelivery(book, id)),
  onCommand(IssueKey, (book, { asked: { body } }) => issueKey(book, body)),
  onCommand(RotateKey, (book, { asked: { id, body } }) => rotateKey(book, id, body)),
  onCommand(RevokeKey, (book, { asked: { id, body } }) => revokeKey(book, id, body)),
  onCommand(DefineRole, (book, { asked: { body } }) => defineRole(book, body)),
  onCommand(GiveGrant, (book, { asked: { body } }) => giveGrant(book, body)),
  onCommand(SetQuota, (book, { asked: { body } }) => setQuota(book, body)),
  onCommand(WithdrawGrant, (book, { asked: { id, body } }) => withdrawGrant(book, id, body)),
  onCommand(Rebuild, async (book) => {
    await needDecodable(book, 'A rebuild');
    await book.models.rebuild();
    return { building: book.models.building() ?? null };
  }),

  onCommand(Unsubscribe, (book, { asked: { token } }) => unsubscribe(book, token)),

  onQuery(ExportCustomer, (book, { asked: { customerId } }) => exportCustomer(book, customerId)),
  onQuery(AskQuestion, async (book, { asked: { question } }) => ask(book, question)),
  onQuery(AskSaved, async (book, { asked: { id, replacing } }) => askSaved(book, id, replacing)),
  onQuery(AnswerDashboard, (book, { asked: { id, replacing } }) => answerDashboard(book, id, replacing)),
  onQuery(DrawSaved, (book, { asked: { id, replacing, format, view } }) =>
    drawSaved(book, id, replacing, format, view),
  ),
  onQuery(DrawRun, (book, { asked: { schedule, run, format } }) => drawRun(book, schedule, run, format)),
  onQuery(LookAtUnsubscribing, (book, { asked: { token } }) => withdrawnBy(book, token)),
  onQuery(AnswerShared, (book, { asked: { token } }) => answerShared(book, token)),
  onQuery(AskSql, async (book, { asked: { question } }) => askSql(book, question)),
  onQuery(ExplainDifference, (book, { asked: { question } }) => explainDifference(book, question)),
  onQuery(ListMetrics, (book) => metricsShown(book)),
  onQuery(ListDimensionValues, (book, { asked: { name } }) =>
    served(book, (model) => model.json('dimension', { name, today: todayOf(book) })),
  ),
  onQuery(ListFigures, (book, { asked }) => figures(book, asked)),
  onQuery(ListRecords, (book, { asked: { parameters } }) => records(book, parameters)),
  onQuery(Show, async (book, { asked }) => show(book, asked)),
  onQuery(ShowVersioned, async (book, { asked }) => (await showValue(book, asked)) as { readonly version: number }),
  onQuery(ReadJournal, (book, { asked }) => served(book, (model) => model.json('journal', seenOfJournal(asked)))),
  onQuery(ReadLog, async ({ log }, { asked: { after, limit, stream } }) => {
    // The end first: it may only grow meanwhile.
    const tail = await log.tail();
    const found = stream === undefined ? await log.readAll(after, limit) : await log.readStream(stream);
    const events = found.map((event) => ({ ...event, position: String(event.position) }));
    const more = stream === undefined && events.length === limit;
    return { events, next: more ? (events.at(-1)?.position ?? null) : null, tail: String(tail) };
  }),
  onQuery(PreviewRetention, (book, { asked: { body } }) => previewRetention(book, body)),
  onQuery(PreviewPolicy, (book, { asked: { kind, body } }) => previewPolicy(book, kind, body)),
  onQuery(ListClosings, (book) => listClosings(book)),
  onQuery(ShowPeriod, async (book, { asked }) => period(book, asked)),
  onQuery(ListRestatements, (book, { asked: { period, ...rest } }) => restatements(book, period, rest)),
  onQuery(ShowWebhookSecret, (book, { asked: { id } }) => showSecret(book, id)),
  onQuery(ListDeliveries, (book, { asked }) => listDeliveries(book, asked)),
  onQuery(ForecastFigures, (book, { asked: { body } }) => forecastFigures(book, body)),
  onQuery(RegradeForecasts, (book, { asked: { body } }) => regradeForecasts(book, body)),
  onQuery(BacktestAlert, (book, { asked: { id, body } }) =>
    id === undefined ? backtestRule(book, body) : backtestAlert(book, id, body),
  ),
  onQuery(ListKeys, async (book, { asked }) => keysShown(await accessKnown(book, asked.knownAt))),
  onQuery(ListRoles, async (book, { asked }) => rolesShown(await accessKnown(book, asked.knownAt))),
  onQuery(ListGrants, async (book, { asked: { knownAt, principal: of } }) =>
    grantsShown(await accessKnown(book, knownAt), of),
  ),
  onQuery(ListAudit, (book, { asked }) => auditPage(book, asked)),
  onQuery(ShowCheckpoint, (book) => book.proof.checkpoint()),
  onQuery(ReadTile, (book, { asked: { path } }) => book.proof.tile(path)),
  onQuery(ProveLog, (book, { asked }) => book.proof.proof(asked)),
  onQuery(ShowMe, (book) => meShown(book)),
  onQuery(ListImportPresets, () => importPresets()),
  onQuery(ListImports, async (book) => ({ imports: book.imports.list() })),
  onQuery(ListImportRefusals, async (book, { asked: { id, ...page } }) => book.imports.refusals(id, page)),
  onQuery(ShowImport, async (book, { asked: { id } }) => book.imports.status(id)),
  onQuery(ListReplays, async (book) => ({ replays: book.replays.list() })),
  onQuery(ShowReplay, async (book, { asked: { id } }) => book.replays.status(id)),
];

/** What was recorded, with its position as it is told to whoever sent it. */
async function told<Recorded extends { readonly position: number }>({ narrowing }: Book, recorded: Recorded) {
  return { ...recorded, position: await narrowing.shown(recorded.position) };
}

function served<Answer>(book: Book, run: (model: Model) => Promise<Answer>): Promise<Answer> {
  return book.models.use(undefined, run);
}
