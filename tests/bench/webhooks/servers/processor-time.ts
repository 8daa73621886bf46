import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What /proc counts in, on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

function fromProc(pid: number): number {
  // The second field, in brackets, may hold blanks of its own.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** `[[dd-]hh:]mm:ss.cc` */
function fromPs(pid: number): number {
  const text = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const [rest = '', days = '0'] = text.split('-').reverse();
  return rest.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** Seconds of processor time a process has had; NaN where the system does not say. */
export function processorSeconds(pid: number): number {
  if (process.platform === 'win32') return Number.NaN;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}
