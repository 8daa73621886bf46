import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 60_000;

export type Program = {
  /** For Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Asked until it is true; absent for a program that is ready when it runs. */
  readonly isReady?: () => Promise<boolean>;
};

/** A real process of the application, which can be killed as a power cut would, and started again over what it left. */
export class Killable {
  kills = 0;
  #child: ChildProcess | null = null;
  #output = '';
  readonly #lastResort = () => this.#child?.kill('SIGKILL');

  constructor(private readonly program: Program) {
    // A test run that ends early must not leave it behind.
    process.once('exit', this.#lastResort);
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [...this.program.args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.program.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-5_000);
      });
    }
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(25)) {
      if (child.exitCode !== null) break;
      if (!this.program.isReady || (await this.program.isReady())) return;
    }
    throw new Error(`${this.program.args.join(' ')} did not start:\n${this.#output}`);
  }

  /** kill -9. Whatever it had not committed is lost. */
  async kill(): Promise<void> {
    this.kills += 1;
    await this.#end();
  }

  async stop(): Promise<void> {
    await this.#end();
    process.off('exit', this.#lastResort);
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
