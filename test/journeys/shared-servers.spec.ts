import { describeBooksBeside } from './books-beside.js';

describeBooksBeside(2_000, ['north']);
