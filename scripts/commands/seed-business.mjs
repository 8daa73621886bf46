import { runCommand } from './command.mjs';
import { runMarkedScript } from './marked-script.mjs';
import { prepareApplication } from './with-application.mjs';

/** `npm run seed:business [-- 100000]`: fills the sandbox's database with made-up customers of three years. */
export async function main() {
  await runCommand(async (context) => {
    const env = await prepareApplication(context);
    const script = 'prisma/business/command.ts';
    return runMarkedScript(context, { title: 'Business', script, args: process.argv.slice(2), env });
  });
}
