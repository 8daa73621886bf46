import { startOnGoodNode } from './node-version.mjs';

startOnGoodNode(function () {
  return import('./commands/seed-business.mjs');
});
