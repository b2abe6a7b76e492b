import { withChromium } from './chromium.js';
import { figuresShown } from './figures-shown.js';

withChromium(() => figuresShown(200));
