import { startOnGoodNode } from './node-version.mjs';

startOnGoodNode(function () {
  return import('./commands/simulate.mjs');
});
