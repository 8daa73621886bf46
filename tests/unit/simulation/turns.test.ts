import { expect, it } from 'vitest';
import { createRandom } from '../../simulation/random';
import { Turns } from '../../support/turns';

it('goes on when what was put aside ends in nobody’s turn', async () => {
  let locked = 1;
  let letGo = () => {};
  const lock = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const turns = new Turns(createRandom(1), async () => locked);
  let done = false;
  await turns.now(() =>
    lock.then(() => {
      done = true;
    }),
  );
  expect(done).toBe(false);
  const going = turns.next();
  locked = 0;
  letGo();
  await going;
  expect(done).toBe(true);
});
