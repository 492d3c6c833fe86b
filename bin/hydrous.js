#!/usr/bin/env node
// The command line. It is JavaScript so that it runs before anything was built.
import { refuseOldNode, runBuilt } from './built.js';

const USAGE = `usage: hydrous <command>
  start        the bot, from the settings in the environment (same as npm start)
  run "<command>" --as U…        the same road as Slack, for the day it is down; run --help says more
  audit verify                   checks that no row of the audit trail was changed or removed
  audit export [--since 7d] [--environment NAME] [--json|--csv]
  init                           looks into the AWS account and writes hydrous.yml; init --help says more
  doctor [--json]                looks at the whole set-up and says what to mend; changes nothing
  guide check  reads the troubleshooting guide and names every mistake in it
  manifest [--url https://… | --socket]   the manifest of the Slack app, for HTTP or for Socket Mode
  iam --mode A|B                 the IAM policy of the bot's role for the resources of hydrous.yml; iam --help says more
  diagnose <folder>              what the guide makes of saved AWS answers, as JSON; asks nobody
  diagnose --save ID [<folder>]  saves the evidence of an incident as such a folder, without secrets`;

refuseOldNode();
const [command, ...rest] = process.argv.slice(2);
if (command === 'start' && rest.length === 0) {
  await runBuilt('main.js');
} else if (command === 'guide' && rest[0] === 'check' && rest.length === 1) {
  const { checkGuide } = await runBuilt('cli/guide-check.js');
  const { lines, exitCode } = checkGuide(process.env.HYDROUS_CONFIG || 'hydrous.yml');
  for (const line of lines) console.log(line);
  process.exitCode = exitCode;
} else if (command === 'diagnose' && rest.length > 0 && rest.length < 4) {
  const { diagnoseCommand } = await runBuilt('cli/diagnose.js');
  const { out, err, exitCode } = await diagnoseCommand(rest, process.env);
  for (const line of err) console.error(line);
  if (out !== '') console.log(out);
  process.exitCode = exitCode;
} else if (command === 'manifest') {
  const { manifestCommand } = await runBuilt('cli/manifest.js');
  const { out, err, exitCode } = manifestCommand(rest);
  for (const line of err) console.error(line);
  if (out !== '') console.log(out);
  process.exitCode = exitCode;
} else if (command === 'init') {
  const { initFromShell } = await runBuilt('cli/from-shell.js');
  await initFromShell(rest);
} else if (command === 'doctor') {
  const { doctorFromShell } = await runBuilt('cli/from-shell.js');
  await doctorFromShell(rest);
} else if (command === 'iam') {
  const { iamFromShell } = await runBuilt('cli/from-shell.js');
  await iamFromShell(rest);
} else if (command === 'run') {
  const { runFromShell } = await runBuilt('cli/from-shell.js');
  await runFromShell(rest);
} else if (command === 'audit') {
  const { auditFromShell } = await runBuilt('cli/from-shell.js');
  await auditFromShell(rest);
} else if (command === '--help' || command === 'help') {
  console.log(USAGE);
} else {
  if (command !== undefined) console.error(`hydrous: there is no "${[command, ...rest].join(' ')}"`);
  console.error(USAGE);
  process.exitCode = 2;
}
