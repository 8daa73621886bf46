import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { environmentWithFiles, parseEnv } from '@/scripts/project/env-file.mjs';

it.each([
  ['A=1', { A: '1' }],
  ['export A=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['A = spaced out  # a comment', { A: 'spaced out' }],
  ['A=with#hash', { A: 'with#hash' }],
  ['A="two words # kept"', { A: 'two words # kept' }],
  ['A="line\\nbreak \\"quoted\\""', { A: 'line\nbreak "quoted"' }],
  ["A='raw \\n $B'", { A: 'raw \\n $B' }],
  ['# A=1\n\nB=', { B: '' }],
  ['A="first\nsecond"\nB=2', { A: 'first\nsecond', B: '2' }],
  ['DATABASE_URL=postgresql://u:p@h:5432/d?schema=x', { DATABASE_URL: 'postgresql://u:p@h:5432/d?schema=x' }],
])('reads %j', (text, expected) => {
  expect(parseEnv(text)).toEqual(expected);
});

it('lets the real environment win, then .env.local, then .env; blanks are as if absent', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'billfold-env-'));
  writeFileSync(path.join(folder, '.env'), 'A=env\nB=env\nC=env\nD=\n');
  writeFileSync(path.join(folder, '.env.local'), 'B=local\nC=local\n');
  expect(environmentWithFiles({ C: 'real', E: ' ' }, folder)).toEqual({ A: 'env', B: 'local', C: 'real' });
  rmSync(folder, { recursive: true });
});
