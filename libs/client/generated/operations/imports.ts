// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { Upload } from '../../transport.js';
import type { Import } from '../types/import.js';
import type { ImportPresets } from '../types/import-presets.js';
import type { ImportRefusals } from '../types/import-refusals.js';
import type { Imports } from '../types/imports.js';
import type { ListImportRefusalsQuery } from '../types/list-import-refusals-query.js';
import type { ReconcileBody } from '../types/reconcile-body.js';
import type { ReconcileFileQuery } from '../types/reconcile-file-query.js';
import type { Reconciliation } from '../types/reconciliation.js';
import type { StartImportQuery } from '../types/start-import-query.js';

export interface ImportsOperations {
  /** Import a file: `POST /v1/imports`. */
  startImport(file: Upload, query?: StartImportQuery, options?: CallOptions): Promise<Import>;

  /** The imports of late: `GET /v1/imports`. */
  listImports(options?: CallOptions): Promise<Imports>;

  /** Maps for files of systems that many have: `GET /v1/imports/presets`. */
  listImportPresets(options?: CallOptions): Promise<ImportPresets>;

  /** How far an import is: `GET /v1/imports/{id}`. */
  showImport(id: string, options?: CallOptions): Promise<Import>;

  /** Stop an import: `DELETE /v1/imports/{id}`. */
  stopImport(id: string, options?: CallOptions): Promise<Import>;

  /** What an import has refused: `GET /v1/imports/{id}/refusals`. */
  listImportRefusals(id: string, query?: ListImportRefusalsQuery, options?: CallOptions): Promise<ImportRefusals>;

  /** Hold totals of another system against ours: `POST /v1/reconciliations`. */
  reconcile(body: ReconcileBody, options?: CallOptions): Promise<Reconciliation>;

  /** Hold the documents of another system against ours, one by one: `POST /v1/reconciliations/file`. */
  reconcileFile(file: Upload, query: ReconcileFileQuery, options?: CallOptions): Promise<Reconciliation>;
}
