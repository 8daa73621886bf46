import { bindAccount } from '../account';
import { exitWith, runEntry } from '../entry';
import { describePush } from './describe-push';
import { pushCatalog } from './push-catalog';

await runEntry(async (context) => {
  const bound = await bindAccount(context);
  if (bound.kind === 'refused') exitWith(bound.sentence);
  const outcome = await pushCatalog(context);
  if (outcome.kind === 'failed') exitWith(describePush(outcome));
  process.stdout.write(`${describePush(outcome)}\n`);
});
