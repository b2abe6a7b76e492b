import { processSide } from '../../dist/libs/engine/processes/process-side.js';
import { serveWrongly } from './doing-wrong.mjs';

serveWrongly(await processSide());
