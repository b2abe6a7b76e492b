import { Command, Query } from '@nestjs/cqrs';
import type { Backup } from '#book/backups/backups.js';
import type { GrantShown, KeyShown, Me, RolesTold } from '#book/access/access.answers.js';
import type { AskedAudit } from '#book/access/audit-page.js';
import type { AuditPage } from '#book/access/audit.answers.js';
import type { Secretly } from '#book/access/access-desk.js';
import type { Receipt } from '#engine/record/handle.js';
import type { JournalQuestion } from '#figures/journal/journal.js';
import type { Backtest } from '#subjects/firings/firing.answers.js';
import type { ForecastTold } from '#subjects/forecasts/forecast.answers.js';
import type { Reconciled } from '#book/reconciling/reconcile.js';
import type { FileReconciled } from '#book/reconciling/reconcile-file.js';
import type { Regraded } from '#subjects/forecasts/kept-forecast.answers.js';
import type { BulkLine, BulkResult } from '#ledger/bulk-tally.js';
import type { AskedFigures } from '#book/figures.js';
import type { AskedDeliveries } from '#book/delivering/deliveries.js';
import type { WebhookSecret } from '#book/webhooks/webhook.answers.js';
import type { Withdrawn } from '#book/delivering/unsubscribing.js';
import type { DeliveriesTold, DeliveryTold } from '#book/delivering/delivery.answers.js';
import type { ReadKind, Answered } from '#book/reading/reads.js';
import type { HeldAnswer } from '#book/reading/readers.js';
import type { AskedPeriod } from '#book/period-table.js';
import type { Tabular } from '#book/tabular.js';
import type { ClosedPeriod, Closings, Restatements } from '#book/period.answers.js';
import type { SqlAnswered } from '#book/sql.answers.js';
import type { ClosedNow } from '#book/periods.js';
import type { PolicyKind } from '#book/preview.js';
import type { DashboardAnswer } from '#book/dashboard.answers.js';
import type { DrawingView } from '#drawing/svg.js';
import type { DrawnQuestion, PictureFormat } from '#book/saved-chart.js';
import type { ReportFormat } from '#drawing/documents/report.js';
import type { DrawnRun } from '#book/report-runs.js';
import type { ShareBegun, SharedAnswer } from '#book/share.answers.js';
import type { Replacing } from '#book/saved-question.js';
import type { AskedShow } from '#book/show.js';
import type { ImportList, ImportPresets, ImportRefusals, ImportStatus } from '#book/importing/import.answers.js';
import type { CloudEvent } from '#book/intake/read-event.js';
import type { BatchTold, EventTold } from '#book/intake/intake.answers.js';
import type { Resubmitted } from '#book/intake/resubmit.js';
import type { ImportRequest } from '#book/importing/import-asked.js';
import type { AskedRefusals } from '#book/importing/refusals.js';
import type { UploadPart } from '#book/importing/upload.js';
import type { AskedProof } from '#book/proof/log-proof.js';
import type { Rebuilding, ReplayList, ReplayStatus } from '#book/replays/replay.answers.js';
import type { RetentionPreview } from '#subjects/retention/retention.answers.js';
import type { Metrics } from '#figures/figure.answers.js';
import type { LogPage } from './log.answers.js';

/** Every command and query of the API: what it is asked with, and what it is answered with. */

/** A command that is its fields. */
function command<Fields, Result>() {
  return class extends Command<Result> {
    constructor(readonly asked: Fields) {
      super();
    }
  };
}

/** A query that is its fields. */
function query<Fields, Result>() {
  return class extends Query<Result> {
    constructor(readonly asked: Fields) {
      super();
    }
  };
}

/** The answer of whoever works a question out, as bytes. */
type Held<Kind extends ReadKind> = HeldAnswer<Answered<Kind>>;

/** With its position as it is told to whoever asks. */
type Positioned<Recorded> = Omit<Recorded, 'position'> & { readonly position: string };

export class RecordFact extends command<{ readonly type: string; readonly data: unknown }, Positioned<Receipt>>() {}
export class RecordMany extends command<
  { readonly lines: AsyncIterable<BulkLine>; readonly quiet: boolean },
  Positioned<BulkResult>
>() {}
export class TakeEvent extends command<{ readonly event: CloudEvent; readonly traceparent?: string }, EventTold>() {}
export class TakeBatch extends command<
  { readonly events: readonly CloudEvent[]; readonly traceparent?: string },
  BatchTold
>() {}
export class Resubmit extends command<{ readonly id: string; readonly body: unknown }, Positioned<Resubmitted>>() {}
export class ClosePeriod extends command<{ readonly period: string; readonly data: unknown }, ClosedNow>() {}
export class Unsubscribe extends command<{ readonly token: string }, { readonly channel: string }>() {}
export class EraseCustomer extends command<
  { readonly customerId: string; readonly data: unknown },
  Positioned<Receipt>
>() {}
export class TakeBackup extends command<{ readonly body: unknown }, Positioned<Backup>>() {}
export class BeginShare extends command<{ readonly body: unknown }, ShareBegun>() {}
export class StartReplay extends command<{ readonly request: unknown }, ReplayStatus>() {}
export class CancelReplay extends command<{ readonly id: string }, ReplayStatus>() {}
export class StartImport extends command<
  { readonly sent: AsyncIterable<UploadPart>; readonly request: ImportRequest },
  { readonly isOver: boolean; readonly status: ImportStatus }
>() {}
export class StopImport extends command<{ readonly id: string }, ImportStatus>() {}
export class TestChannel extends command<{ readonly id: string }, DeliveryTold>() {}
export class RetryDelivery extends command<{ readonly id: string }, DeliveryTold>() {}
export class IssueKey extends command<{ readonly body: unknown }, Secretly>() {}
export class RotateKey extends command<
  { readonly id: string; readonly body: unknown },
  Secretly & { readonly oldUntil: string | null }
>() {}
export class RevokeKey extends command<{ readonly id: string; readonly body: unknown }, Receipt>() {}
export class DefineRole extends command<{ readonly body: unknown }, Receipt>() {}
export class GiveGrant extends command<{ readonly body: unknown }, Receipt>() {}
export class SetQuota extends command<{ readonly body: unknown }, Receipt>() {}
export class WithdrawGrant extends command<{ readonly id: string; readonly body: unknown }, Receipt>() {}
export class Rebuild extends command<object, Rebuilding>() {}

/** Its lines, in pieces. */
export class ExportCustomer extends query<{ readonly customerId: string }, AsyncGenerator<Uint8Array, void>>() {}

export class AskQuestion extends query<{ readonly question: unknown }, Tabular<Held<'query'>>>() {}
/** A saved question, with what is said in place of its parts. */
export class AskSaved extends query<{ readonly id: string; readonly replacing: Replacing }, Tabular<Held<'query'>>>() {}
export class AnswerDashboard extends query<{ readonly id: string; readonly replacing: Replacing }, DashboardAnswer>() {}
export class DrawSaved extends query<
  { readonly id: string; readonly replacing: Replacing; readonly format: PictureFormat; readonly view: DrawingView },
  DrawnQuestion
>() {}
export class DrawRun extends query<
  { readonly schedule: string; readonly run: number; readonly format?: ReportFormat },
  DrawnRun
>() {}
export class LookAtUnsubscribing extends query<{ readonly token: string }, Withdrawn>() {}
export class AnswerShared extends query<{ readonly token: string }, SharedAnswer>() {}
export class AskSql extends query<{ readonly question: unknown }, Tabular<HeldAnswer<SqlAnswered>>>() {}
export class ExplainDifference extends query<{ readonly question: unknown }, Held<'explain'>>() {}
export class ListMetrics extends query<object, Metrics>() {}
export class ListDimensionValues extends query<{ readonly name: string }, Held<'dimension'>>() {}
export class ListFigures extends query<AskedFigures, Held<'figures'>>() {}
export class ListRecords extends query<
  { readonly parameters: Readonly<Record<string, unknown>> },
  Tabular<Held<'records'>>
>() {}
export class Show extends query<AskedShow, Tabular<HeldAnswer<object>>>() {}
/** As `Show`, to be looked at before it is sent. */
export class ShowVersioned extends query<AskedShow, { readonly version: number }>() {}
export class ReadJournal extends query<JournalQuestion, Held<'journal'>>() {}
export class ReadLog extends query<
  { readonly after: number; readonly limit: number; readonly stream: string | undefined },
  LogPage
>() {}
export class PreviewRetention extends query<{ readonly body: unknown }, RetentionPreview>() {}
export class PreviewPolicy extends query<{ readonly kind: PolicyKind; readonly body: unknown }, Held<'preview'>>() {}
export class ListClosings extends query<object, Closings>() {}
export class ShowPeriod extends query<AskedPeriod, Tabular<ClosedPeriod>>() {}
export class ListRestatements extends query<
  { readonly period: string; readonly number?: number; readonly after?: number; readonly limit: number },
  Restatements
>() {}
export class ShowWebhookSecret extends query<{ readonly id: string }, WebhookSecret>() {}
export class ListDeliveries extends query<AskedDeliveries, DeliveriesTold>() {}
export class ForecastFigures extends query<{ readonly body: unknown }, Held<'forecast'>>() {}
export class Reconcile extends command<{ readonly body: unknown }, Reconciled>() {}
export class ReconcileFile extends command<
  { readonly sent: AsyncIterable<UploadPart>; readonly request: FileReconciled },
  Reconciled
>() {}
/** As `ForecastFigures`, and keeps it. */
export class SaveForecast extends command<{ readonly body: unknown }, ForecastTold>() {}
export class RegradeForecasts extends query<{ readonly body: unknown }, Regraded>() {}
export class BacktestAlert extends query<{ readonly id?: string; readonly body: unknown }, Backtest>() {}
/** As it is known now, or was at a time. */
type AsKnown = { readonly knownAt?: string };
export class ListKeys extends query<AsKnown, { readonly keys: readonly KeyShown[] }>() {}
export class ListRoles extends query<AsKnown, RolesTold>() {}
export class ListGrants extends query<
  AsKnown & { readonly principal?: string },
  { readonly grants: readonly GrantShown[] }
>() {}
export class ListAudit extends query<AskedAudit, AuditPage>() {}
export class ShowCheckpoint extends query<object, string>() {}
export class ReadTile extends query<{ readonly path: string }, Buffer>() {}
export class ProveLog extends query<AskedProof, string>() {}
export class ShowMe extends query<object, Me>() {}
export class ListImportPresets extends query<object, ImportPresets>() {}
export class ListImports extends query<object, ImportList>() {}
export class ShowImport extends query<{ readonly id: string }, ImportStatus>() {}
export class ListImportRefusals extends query<{ readonly id: string } & AskedRefusals, Tabular<ImportRefusals>>() {}
export class ListReplays extends query<object, ReplayList>() {}
export class ShowReplay extends query<{ readonly id: string }, ReplayStatus>() {}
