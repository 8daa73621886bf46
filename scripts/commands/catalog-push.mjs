import { run } from '../process/run.mjs';
import { runCommand } from './command.mjs';
import { prepareApplication } from './with-application.mjs';

/** `npm run catalog:push`: the plans in the code become products and prices at Stripe, by lookup key. */
export async function main() {
  await runCommand(async (context) => {
    const env = await prepareApplication(context);
    const { output } = await context.progress.step('Catalogue', (note) =>
      run({
        name: 'catalog-push',
        command: process.execPath,
        args: ['--import', 'tsx', 'lib/payments/catalog/push.ts'],
        env,
        lifetime: context.lifetime,
        onLine: note,
      }),
    );
    context.progress.say(output);
  });
}
