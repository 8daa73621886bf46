import { startOnGoodNode } from './node-version.mjs';

startOnGoodNode(function () {
  return import('./commands/ingest.mjs');
});
