import { ThreadSide } from '../../dist/modules/libs/engine/threads/thread-side.js';
import { serveWrongly } from './doing-wrong.mjs';

serveWrongly(new ThreadSide());
