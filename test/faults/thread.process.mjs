import { processSide } from '../../dist/modules/libs/engine/processes/process-side.js';
import { serveWrongly } from './doing-wrong.mjs';

serveWrongly(await processSide());
