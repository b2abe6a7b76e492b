// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { ClosePeriodBody } from '../types/close-period-body.js';
import type { ClosedPeriod } from '../types/closed-period.js';
import type { ClosingReceipt } from '../types/closing-receipt.js';
import type { Closings } from '../types/closings.js';
import type { ListClosingsQuery } from '../types/list-closings-query.js';
import type { ListRestatementsQuery } from '../types/list-restatements-query.js';
import type { Restatements } from '../types/restatements.js';
import type { ShowPeriodQuery } from '../types/show-period-query.js';

export interface PeriodsOperations {
  /** Close a period: `POST /v1/periods/{period}/close`. */
  closePeriod(period: string, body: ClosePeriodBody, options?: CallOptions): Promise<ClosingReceipt>;

  /** Every closing: `GET /v1/periods`. */
  listClosings(query?: ListClosingsQuery, options?: CallOptions): Promise<Closings>;

  /** A closed period: `GET /v1/periods/{period}`. */
  showPeriod(period: string, query?: ShowPeriodQuery, options?: CallOptions): Promise<ClosedPeriod>;

  /** What came later: `GET /v1/periods/{period}/restatements`. */
  listRestatements(period: string, query?: ListRestatementsQuery, options?: CallOptions): Promise<Restatements>;
}
