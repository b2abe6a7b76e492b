import { describeTwoShapes } from './two-shapes.js';

describeTwoShapes(1_000);
