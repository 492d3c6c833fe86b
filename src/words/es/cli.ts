import type { CliSentences } from '../../core/sentences/cli.ts';
import type { Part } from '../words.ts';

export const cli: Part<CliSentences> = {
  'cli.pending': ({ id }) =>
    `Espera una aprobación. La da otra persona con: npx hydrous run "approve ${id}" --as U…`,
  'cli.left': ({ id }) =>
    `Se queda como está. Un bot en marcha sigue con ella; para seguir aquí: npx hydrous run --follow ${id} --as U…`,
};
