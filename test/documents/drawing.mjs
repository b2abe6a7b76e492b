// Draws charts in a process of its own and says what they are: `node --expose-gc drawing.mjs <drawings as JSON> <how often> <a report as JSON>`.
import { createHash } from 'node:crypto';
import { drawReport } from '../../dist/modules/libs/drawing/documents/document.js';
import { Fonts } from '../../dist/modules/libs/drawing/fonts.js';
import { drawPng } from '../../dist/modules/libs/drawing/png.js';
import { drawSvg } from '../../dist/modules/libs/drawing/svg.js';

const [, , drawings = '[]', times = '0', report = '{}'] = process.argv;
const all = JSON.parse(drawings);
const fonts = Fonts.find();
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const heap = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};
const draw = (i) => drawSvg(...all[i % all.length]);

const digests = all.map((_, i) => {
  const svg = draw(i);
  return [sha(svg), sha(drawPng(svg, fonts).png)];
});
const documents = {};
for (const format of ['html', 'pdf', 'xlsx', 'csv'])
  documents[format] = sha((await drawReport(JSON.parse(report), format, fonts)).bytes);
for (let i = 0; i < 100 && i < Number(times); i++) draw(i);
const before = heap();
for (let i = 0; i < Number(times); i++) draw(i);
console.log(JSON.stringify({ digests, documents, grown: heap() - before }));
