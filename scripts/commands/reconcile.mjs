import { Failure } from '../failure.mjs';
import { runCommand } from './command.mjs';
import { runMarkedScript } from './marked-script.mjs';
import { prepareApplication } from './with-application.mjs';

/** `npm run reconcile [-- --full]`: compares the mirror with what the provider says, and mends what differs. */
export async function main() {
  await runCommand(async (context) => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== '--full');
    if (unknown)
      throw new Failure(`There is no option ${unknown}. There is --full: everything, not only what changed.`);
    const env = await prepareApplication(context);
    const script = 'lib/payments/reconcile/command.ts';
    return runMarkedScript(context, { title: 'Reconciliation', script, args, env });
  });
}
