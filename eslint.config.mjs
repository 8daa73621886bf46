import next from 'eslint-config-next';
import nextTypeScript from 'eslint-config-next/typescript';
import { walls } from './scripts/lint/walls.mjs';

const ENVIRONMENT = 'Only lib/env.ts reads the environment: ask it.';
const environmentReaders = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: ENVIRONMENT },
  { selector: "MemberExpression[object.name='process'][property.value='env']", message: ENVIRONMENT },
  {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: ENVIRONMENT,
  },
  { selector: 'ImportDeclaration[source.value=/^(node:)?process$/]', message: ENVIRONMENT },
];

const testShortcuts = [
  {
    selector:
      'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(skip|only|todo|fixme|fails|skipIf|runIf)$/]',
    message: 'Every test runs, always: mend it or take it out.',
  },
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|stubGlobal)$/]",
    message: 'Test the real module: hand in what it needs instead of replacing what it imports.',
  },
];

const code = '**/*.{js,mjs,cjs,ts,tsx,mts}';

const config = [
  { ignores: ['.next/**', '.billfold/**', 'lib/db/generated/**', 'next-env.d.ts', 'coverage/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...next,
  ...nextTypeScript,
  {
    files: [code],
    plugins: { house: { rules: { walls } } },
    rules: {
      'house/walls': 'error',
      'import/no-anonymous-default-export': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx,mts}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['lib/**/*.{ts,tsx}', 'sandbox/**/*.{ts,tsx}'],
    rules: {
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // No React there: a function called `use` is no hook.
    files: ['lib/**', 'sandbox/**', 'scripts/**', 'tests/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}', 'proxy.ts'],
    ignores: ['lib/env.ts'],
    rules: { 'no-restricted-syntax': ['error', ...environmentReaders] },
  },
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...testShortcuts],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
];

export default config;
