import { serve } from './serve.mjs';

/** `npm run demo` */
export async function main() {
  await serve('start');
}
