import { serve } from './serve.mjs';

/** `npm run dev` */
export async function main() {
  await serve('dev');
}
