/** The commands as a process: its words, its output, its signals and its exit code. */
import { createInterface } from 'node:readline/promises';
import { AUDIT_USAGE, auditCommand } from './audit.ts';
import { DOCTOR_USAGE, doctorCommand } from './doctor.ts';
import { iamCommand } from './iam.ts';
import { IAM_USAGE } from './iam-words.ts';
import { initCommand } from './init.ts';
import { INIT_USAGE } from './init-words.ts';
import { type RunOutput, runCommandLine } from './run.ts';
import { RUN_USAGE } from './run-words.ts';

const OUTPUT: RunOutput = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

/** The first Ctrl-C finishes the step that is being taken and leaves the rest; a second one ends the process. */
export async function runFromShell(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return OUTPUT.out(RUN_USAGE);
  const stopping = new AbortController();
  const stop = () => (stopping.signal.aborted ? process.exit(130) : stopping.abort());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.exitCode = await runCommandLine(words, process.env, OUTPUT, stopping.signal);
}

export async function auditFromShell(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return OUTPUT.out(AUDIT_USAGE);
  process.exitCode = await auditCommand(words, process.env, OUTPUT);
}

export async function iamFromShell(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return OUTPUT.out(IAM_USAGE);
  const { out, err, exitCode } = await iamCommand(words, process.env);
  for (const line of err) OUTPUT.err(line);
  if (out !== '') OUTPUT.out(out);
  process.exitCode = exitCode;
}

export async function doctorFromShell(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return OUTPUT.out(DOCTOR_USAGE);
  process.exitCode = await doctorCommand(words, process.env, OUTPUT);
  // What hung is the very thing that doctor tells of; its socket must not keep the process.
  setTimeout(() => process.exit(), 500).unref();
}

/** Questions are asked only where a person sits at both ends. */
export async function initFromShell(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return OUTPUT.out(INIT_USAGE);
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const lines = terminal ? createInterface({ input: process.stdin, output: process.stdout }) : null;
  const ask = lines === null ? null : (question: string) => lines.question(question);
  process.exitCode = await initCommand(words, process.env, OUTPUT, ask);
  lines?.close();
}
