/**
 * Uploads in their three steps: https://docs.slack.dev/messaging/working-with-files
 * Completion is asynchronous in Slack: for a moment the file has no type and cannot be shown.
 */
import { type Answer, accepted, type Method, refused, type World } from './answer.ts';
import { checkContent } from './check-message.ts';
import { newMessage } from './compose.ts';
import { type Fields, isFields, lengthOf, listOf, textOf } from './json.ts';
import { LIMITS } from './limits.ts';
import { typedContent, writableChannel } from './methods-chat.ts';
import type { StoredFile } from './state.ts';

/** How long Slack takes here to look at a file, ms. */
const INSPECTION_MS = 400;

export const FILE_METHODS: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { rate: 4, run: getUploadUrl },
  'files.completeUploadExternal': { rate: 4, run: complete },
  'files.info': { rate: 4, run: info },
  'files.delete': { rate: 3, run: remove },
};

function getUploadUrl(args: Fields, world: World): Answer {
  const name = textOf(args['filename']);
  const length = Number(args['length']);
  if (name === '' || !Number.isInteger(length) || length <= 0) return refused('invalid_arguments');
  const altText = textOf(args['alt_txt']);
  if (lengthOf(altText) > LIMITS.fileAltText) return refused('alt_txt_too_large');
  const id = world.state.nextId('F');
  world.state.files.set(id, { id, name, length, altText, title: name, bytes: null, readyAt: null });
  return accepted({ upload_url: `${world.origin()}/upload/${id}`, file_id: id });
}

function complete(args: Fields, world: World): Answer {
  const wanted = listOf(args['files']).filter(isFields);
  if (wanted.length === 0) return refused('invalid_arguments');
  const files: StoredFile[] = [];
  for (const one of wanted) {
    const file = world.state.files.get(textOf(one['id']));
    if (file === undefined || file.bytes === null) return refused('file_not_found');
    files.push({ ...file, title: textOf(one['title']) || file.name, readyAt: world.now() + INSPECTION_MS });
  }
  const shared = share(args, files, world);
  if (shared !== null) return shared;
  for (const file of files) world.state.files.set(file.id, file);
  return accepted({ files: files.map(({ id, title }) => ({ id, title })) });
}

/** Without a channel the file stays the bot's own. Returns the refusal, or null when all is well. */
function share(args: Fields, files: readonly StoredFile[], world: World): Answer | null {
  const channelId = textOf(args['channel_id']);
  if (channelId === '') return null;
  const place = writableChannel(channelId, world);
  if ('error' in place) return refused(place.error);
  const comment = textOf(args['initial_comment']);
  const verdict =
    comment === '' ? null : checkContent({ text: comment, blocks: args['blocks'] ?? [] }, LIMITS.updateText);
  if (verdict?.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const content = verdict?.verdict === 'fine' ? verdict.content : typedContent('');
  const threadTs = textOf(args['thread_ts']) || null;
  const where = { channel: place.channel.id, threadTs, files: files.map((file) => file.id) };
  world.state.put(newMessage(content, where, world.state));
  return null;
}

function info(args: Fields, world: World): Answer {
  const file = world.state.files.get(textOf(args['file']));
  if (file === undefined) return refused('file_not_found');
  return accepted({ file: fileJson(file, world) });
}

/** https://docs.slack.dev/reference/methods/files.delete */
function remove(args: Fields, world: World): Answer {
  return world.state.files.delete(textOf(args['file'])) ? accepted({}) : refused('file_not_found');
}

function fileJson(file: StoredFile, world: World): Fields {
  const isReady = file.readyAt !== null && world.now() >= file.readyAt;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    size: file.bytes?.length ?? 0,
    mimetype: isReady ? mimeTypeOf(file.name) : '',
    alt_txt: file.altText,
    url_private: `${world.origin()}/files/${file.id}`,
  };
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  txt: 'text/plain',
  md: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
};

export function mimeTypeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return MIME_TYPES[ending] ?? 'application/octet-stream';
}

/** Step two: the bytes, bare or as a multipart form. Returns the status Slack answers with. */
export async function receiveUpload(
  id: string,
  body: Buffer,
  contentType: string,
  world: World,
): Promise<{ readonly status: number; readonly text: string }> {
  const file = world.state.files.get(id);
  if (file === undefined) return { status: 404, text: 'not found' };
  const bytes = contentType.startsWith('multipart/form-data') ? await firstPart(body, contentType) : body;
  if (bytes === null) return { status: 400, text: 'no file in the form' };
  world.state.files.set(id, { ...file, bytes });
  return { status: 200, text: `OK - ${bytes.length}` };
}

async function firstPart(body: Buffer, contentType: string): Promise<Buffer | null> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  for (const [, part] of form) {
    return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
  }
  return null;
}
