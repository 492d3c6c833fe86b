import type { VariableSentences } from '../../core/sentences/variables.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

export const variables: Part<VariableSentences> = {
  'change.env-set': ({ names, environment }) => `poner ${joined(names, 'y')} en ${environment}`,
  'change.env-unset': ({ names, environment }) => `quitar ${joined(names, 'y')} de ${environment}`,
  'check.variables': ({ added, changed, removed }) =>
    `Variables: ${added} ${added === 1 ? 'nueva' : 'nuevas'}, ${changed} con otro valor, ${removed} que se ${removed === 1 ? 'quita' : 'quitan'}. Los valores no se muestran ni se guardan a la vista`,
  'plan.env-same': ({ names }) =>
    `${joined(names, 'y')} ya ${names.length === 1 ? 'tiene ese valor' : 'tienen esos valores'}.`,
  'plan.env-secret': ({ names }) =>
    `${joined(names, 'y')} ${names.length === 1 ? 'viene' : 'vienen'} de Secrets Manager o Parameter Store: cambia el secreto allí y usa \`/hydrous redeploy\`.`,
  'plan.env-unknown': ({ names, near }) =>
    `No hay ${joined(names, 'ni')} entre las variables.${near.length > 0 ? ` ¿Quisiste decir ${joined(near, 'o')}?` : ''}`,

  'env.title': ({ environment, revision }) => `Variables de ${environment} (${revision})`,
  'env.summary': ({ environment, variables, secrets }) =>
    `${environment}: ${variables} ${variables === 1 ? 'variable' : 'variables'} y ${secrets} ${secrets === 1 ? 'secreto' : 'secretos'}`,
  'env.variable': ({ name, length, fingerprint }) =>
    `${name}: ${length} ${length === 1 ? 'byte' : 'bytes'}, huella ${fingerprint}`,
  'env.secret': ({ name }) => `${name}: secreto, se lee al arrancar la tarea`,
  'env.none': () => 'El contenedor no tiene variables ni secretos.',
  'env.hidden': () => 'Los valores no se muestran. La misma huella es el mismo valor.',
  'env.form': () =>
    'Después de `env set` va NOMBRE=VALOR. Si el valor tiene espacios, ponlo entre comillas: `env set LEMA="buen día"`.',
  'env.what': ({ word }) =>
    `No conozco «${word}» aquí. Escribe \`env set NOMBRE=VALOR\` o \`env unset NOMBRE\`.`,
  'env.no-pairs': () => 'Falta qué poner, por ejemplo `env set LOG_LEVEL=debug`.',
  'env.no-names': () => 'Falta qué quitar, por ejemplo `env unset LOG_LEVEL`.',
  'env.name': ({ name }) =>
    `«${name}» no sirve como nombre: usa letras sin tilde, cifras y _, sin empezar por una cifra.`,
  'env.twice': ({ name }) => `${name} está dos veces. Déjalo una sola vez.`,
  'env.many': ({ most }) => `Son demasiadas de una vez: como mucho ${most}.`,
  'env.masked': ({ names }) =>
    `Hydrous no recuerda los valores. Escribe otra vez el comando con el valor de ${joined(names, 'y')} en lugar de \`***\`.`,
  'env.mention': () =>
    'No pongas valores en un mensaje: quedan a la vista en el canal. Borra el tuyo y usa `/hydrous env set …`, que solo ves tú.',
  'env.typed': () =>
    'El valor estuvo solo en tu comando, que nadie más ve. `/hydrous env set` sin nada más abre un formulario para escribirlo.',
};
