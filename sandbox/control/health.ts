import { defineControl, none } from './define';

export const health = defineControl({
  method: 'GET',
  path: '/health',
  body: none,
  run: () => ({ ok: true }),
});
