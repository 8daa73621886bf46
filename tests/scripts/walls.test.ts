import path from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint({ cwd: process.cwd() });

/** The rules that object to this text, were it this file. */
async function objections(file: string, text: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: path.resolve(file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId ?? 'parse error'));
}

const WALLS: [string, string, string][] = [
  ['stripe in the service', 'lib/payments/service/x.ts', "import Stripe from 'stripe';"],
  ['stripe’s types in a page', 'app/x.ts', "import type Stripe from 'stripe';"],
  ['stripe as an inline type', 'lib/payments/sync/x.ts', "export type X = import('stripe').Stripe;"],
  ['stripe imported by a template', 'lib/db/x.ts', 'export const x = () => import(`stripe`);'],
  ['stripe imported while running', 'lib/db/x.ts', "export const x = () => import('stripe');"],
  ['a part of stripe', 'lib/mail/x.ts', "export { Stripe } from 'stripe/lib';"],
  [
    'stripe.js outside its folder',
    'components/billing/x.tsx',
    "import { loadStripe } from '@stripe/stripe-js/pure';",
  ],
  ['stripe.js’s code in the sandbox', 'sandbox/x.ts', "import { loadStripe } from '@stripe/stripe-js';"],
  ['stripe’s code in the sandbox', 'sandbox/x.ts', "import Stripe from 'stripe';"],
  ['a page below the door', 'app/x.ts', "import { sync } from '@/lib/payments/sync';"],
  [
    'a component below the door',
    'components/x.ts',
    "export * from '../lib/payments/service/payment-service';",
  ],
  ['the sandbox in the library', 'sandbox/api/x.ts', "import { env } from '../../lib/env';"],
  ['the sandbox in the application', 'sandbox/x.ts', "import { x } from '@/app/x';"],
  ['the domain outside itself', 'lib/payments/domain/x.ts', "import { y } from '../records';"],
  ['the domain and a package', 'lib/payments/domain/x.ts', "import { z } from 'zod';"],
];

it.each(WALLS)('stops %s', async (_, file, text) => {
  expect(await objections(file, text)).toContain('house/walls');
});

const DOORS: [string, string][] = [
  ['lib/payments/providers/stripe/x.ts', "import Stripe from 'stripe';\nexport const x = Stripe;"],
  ['components/billing/stripe/x.ts', "export { loadStripe } from '@stripe/stripe-js/pure';"],
  ['sandbox/x.ts', "import type Stripe from 'stripe';\nexport type X = Stripe;"],
  ['sandbox/stripe-js/x.ts', "import type { Stripe } from '@stripe/stripe-js';\nexport type X = Stripe;"],
  [
    'app/x.ts',
    "export { payments } from '@/lib/payments';\nexport { plans } from '@/lib/payments/domain/catalog';",
  ],
  ['lib/payments/domain/x.ts', "export { y } from './y';"],
  ['tests/contract/x.ts', "export { default } from 'stripe';"],
];

it.each(DOORS)('lets %s through its door', async (file, text) => {
  expect(await objections(file, text)).toEqual([]);
});

const HABITS: [string, string, string][] = [
  ['no-restricted-syntax', 'lib/auth/x.ts', 'export const x = process.env.SECRET;'],
  ['no-restricted-syntax', 'app/x.ts', "export const x = process['env'];"],
  ['no-restricted-syntax', 'components/x.ts', 'export const { env } = process;'],
  ['no-restricted-syntax', 'lib/x.ts', "import { env } from 'node:process';\nexport const x = env;"],
  ['no-restricted-syntax', 'tests/unit/x.test.ts', "import { it } from 'vitest';\nit.skip('x', () => {});"],
  ['no-restricted-syntax', 'tests/unit/x.test.ts', "import { vi } from 'vitest';\nvi.mock('stripe');"],
  ['@typescript-eslint/no-explicit-any', 'lib/x.ts', 'export const x: any = 1;'],
  [
    '@typescript-eslint/ban-ts-comment',
    'lib/x.ts',
    '// @ts-expect-error because\nexport const x: string = 1;',
  ],
  ['max-lines', 'app/x.ts', 'export {};\n'.repeat(251)],
  ['max-lines-per-function', 'sandbox/x.ts', `export function x() {\n${'  x();\n'.repeat(60)}}`],
];

it.each(HABITS)('%s fires in %s', async (rule, file, text) => {
  expect(await objections(file, text)).toContain(rule);
});

it('lets lib/env.ts, and only it, read the environment', async () => {
  expect(await objections('lib/env.ts', 'export const x = process.env.SECRET;')).toEqual([]);
});
