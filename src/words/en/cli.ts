import type { CliSentences } from '../../core/sentences/cli.ts';
import type { Part } from '../words.ts';

export const cli: Part<CliSentences> = {
  'cli.pending': ({ id }) =>
    `Waiting for an approval. Somebody else does it with: npx hydrous run "approve ${id}" --as U…`,
  'cli.left': ({ id }) =>
    `Left as it is. A bot that runs goes on with it; to go on here: npx hydrous run --follow ${id} --as U…`,
};
