import { ThreadSide } from '../../dist/libs/engine/threads/thread-side.js';
import { serveWrongly } from './doing-wrong.mjs';

serveWrongly(new ThreadSide());
