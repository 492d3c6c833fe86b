#!/usr/bin/env node
// The command line. It is JavaScript so that it runs before anything was built.
import { refuseOldNode, runBuilt } from './built.js';

const USAGE = `usage: hydrous <command>
  start        the bot, from the settings in the environment (same as npm start)
  guide check  reads the troubleshooting guide and names every mistake in it
  diagnose <folder>              what the guide makes of saved AWS answers, as JSON; asks nobody
  diagnose --save ID [<folder>]  saves the evidence of an incident as such a folder, without secrets`;

const NOT_YET = ['doctor', 'run', 'audit'];

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
} else if (NOT_YET.includes(command ?? '')) {
  console.error(`hydrous ${command} is not in this release; CHANGELOG.md says what is.`);
  process.exitCode = 2;
} else if (command === '--help' || command === 'help') {
  console.log(USAGE);
} else {
  if (command !== undefined) console.error(`hydrous: there is no "${[command, ...rest].join(' ')}"`);
  console.error(USAGE);
  process.exitCode = 2;
}
