// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { BackupTaken } from '../types/backup-taken.js';
import type { CancelReplayQuery } from '../types/cancel-replay-query.js';
import type { JournalPage } from '../types/journal-page.js';
import type { ListEventsQuery } from '../types/list-events-query.js';
import type { ListReplaysQuery } from '../types/list-replays-query.js';
import type { LogPage } from '../types/log-page.js';
import type { PolicyPreview } from '../types/policy-preview.js';
import type { PreviewPolicyBody } from '../types/preview-policy-body.js';
import type { PreviewPolicyQuery } from '../types/preview-policy-query.js';
import type { ProveLogQuery } from '../types/prove-log-query.js';
import type { ReadLogQuery } from '../types/read-log-query.js';
import type { Rebuild } from '../types/rebuild.js';
import type { RebuildQuery } from '../types/rebuild-query.js';
import type { Replay } from '../types/replay.js';
import type { Replays } from '../types/replays.js';
import type { ShowReplayQuery } from '../types/show-replay-query.js';
import type { StartReplayBody } from '../types/start-replay-body.js';
import type { StartReplayQuery } from '../types/start-replay-query.js';
import type { TakeBackupBody } from '../types/take-backup-body.js';

export interface HistoryOperations {
  /** The journal: `GET /v1/events`. */
  listEvents(query?: ListEventsQuery, options?: CallOptions): Promise<JournalPage>;

  /** Replay the log up to a time, under other policies: `POST /v1/replays`. */
  startReplay(body: StartReplayBody, query?: StartReplayQuery, options?: CallOptions): Promise<Replay>;

  /** Every replay: `GET /v1/replays`. */
  listReplays(query?: ListReplaysQuery, options?: CallOptions): Promise<Replays>;

  /** How far a replay is: `GET /v1/replays/{id}`. */
  showReplay(id: string, query?: ShowReplayQuery, options?: CallOptions): Promise<Replay>;

  /** Cancel a replay: `DELETE /v1/replays/{id}`. */
  cancelReplay(id: string, query?: CancelReplayQuery, options?: CallOptions): Promise<Replay>;

  /** What a policy would change: `POST /v1/policies/{kind}/preview`. */
  previewPolicy(kind: string, body: PreviewPolicyBody, query?: PreviewPolicyQuery, options?: CallOptions): Promise<PolicyPreview>;

  /** Build the read models anew beside those served: `POST /v1/rebuild`. */
  rebuild(query?: RebuildQuery, options?: CallOptions): Promise<Rebuild>;

  /** The log as it is stored, for a copy of it: `GET /v1/log`. */
  readLog(query?: ReadLogQuery, options?: CallOptions): Promise<LogPage>;

  /** The signed head of the log: `GET /v1/log/checkpoint`. */
  showCheckpoint(options?: CallOptions): Promise<string>;

  /** Prove that an event is in the log, or that the log only grew: `GET /v1/log/proof`. */
  proveLog(query?: ProveLogQuery, options?: CallOptions): Promise<string>;

  /** Copy the book: `POST /v1/backups`. */
  takeBackup(body: TakeBackupBody, options?: CallOptions): Promise<BackupTaken>;
}
