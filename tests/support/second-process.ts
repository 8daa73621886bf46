import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import type { TestPayments } from './payments';

const PROGRAM = 'tests/support/second-process-program.ts';

const answerSchema = z.object({ id: z.number(), value: z.unknown(), error: z.string().nullable() });

/** The payments layer in another process, over the same database and the same provider. */
export type SecondProcess = {
  /** Every verb is carried out there; what it takes and answers must be JSON. */
  readonly payments: PaymentService;
  close(): Promise<void>;
};

type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** Sends each call to the child, by the names that lead to it: `adminActs.refundPayment`. */
function remote<T extends object>(
  like: T,
  path: readonly string[],
  send: (path: readonly string[], args: unknown[]) => Promise<unknown>,
): T {
  return new Proxy(like, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      const further = [...path, String(name)];
      if (typeof member === 'function') return (...args: unknown[]) => send(further, args);
      return typeof member === 'object' && member !== null ? remote(member, further, send) : member;
    },
  });
}

/** Starts it, and waits until it can be asked. */
export async function startSecondProcess(world: TestPayments): Promise<SecondProcess> {
  const { databaseUrl, sandbox, secretKey } = world;
  const child: ChildProcess = fork(PROGRAM, [databaseUrl, sandbox.url, secretKey], {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`The second process ended with ${code}.`))),
  ]);
  child.on('message', (message) => {
    const { id, value, error } = answerSchema.parse(message);
    if (error === null) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  const send = (path: readonly string[], args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      child.send({ id: calls, path, args });
    });
  return {
    payments: remote(world.payments, [], send),
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
