// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AccessOperations } from './operations/access.js';
import type { DeliveriesOperations } from './operations/deliveries.js';
import type { FactsOperations } from './operations/facts.js';
import type { FiguresOperations } from './operations/figures.js';
import type { HistoryOperations } from './operations/history.js';
import type { ImportsOperations } from './operations/imports.js';
import type { PeriodsOperations } from './operations/periods.js';
import type { ThingsOperations } from './operations/things.js';
import type { WatchingOperations } from './operations/watching.js';
import { ROUTES as access } from './routes/access.js';
import { ROUTES as deliveries } from './routes/deliveries.js';
import { ROUTES as facts } from './routes/facts.js';
import { ROUTES as figures } from './routes/figures.js';
import { ROUTES as history } from './routes/history.js';
import { ROUTES as imports } from './routes/imports.js';
import { ROUTES as periods } from './routes/periods.js';
import { ROUTES as things } from './routes/things.js';
import { ROUTES as watching } from './routes/watching.js';

export type * from './types.js';
export type { Fact } from './facts.js';

/** Every call of the API, by the name of its operation. */
export interface Operations extends AccessOperations, DeliveriesOperations, FactsOperations, FiguresOperations, HistoryOperations, ImportsOperations, PeriodsOperations, ThingsOperations, WatchingOperations {}

export const ROUTES = { ...access, ...deliveries, ...facts, ...figures, ...history, ...imports, ...periods, ...things, ...watching };
