/** The files of the troubleshooting guide, as text. What they mean is read in `core`. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { written } from './mistakes.ts';
import { LARGEST_YAML, readYaml } from './yaml-lines.ts';

export interface GuideFiles {
  readonly folder: string;
  readonly es: string;
  readonly en: string;
  /** `patterns.yml` as plain values, not yet checked. */
  readonly patterns: unknown;
}

export type LoadGuideFiles =
  | { readonly ok: true; readonly files: GuideFiles }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Largest guide file that is read, in bytes: 1 MiB. */
const LARGEST_GUIDE = 1024 * 1024;

/** What ships with the bot, beside `src/` and beside `dist/` alike. */
const OWN_GUIDE = fileURLToPath(new URL('../../guide/', import.meta.url));
const DEFAULT_GUIDE = 'guide/';

/**
 * Loads `es.md`, `en.md` and `patterns.yml`. A relative `folder` lies beside the configuration file; the
 * default one falls back to the guide that ships with the bot. Never throws.
 */
export function loadGuideFiles(folder: string, configPath: string): LoadGuideFiles {
  const wanted = isAbsolute(folder) ? folder : resolve(dirname(resolve(configPath)), folder);
  const isDefault = resolve(folder) === resolve(DEFAULT_GUIDE);
  const root = isDefault && !isFolder(wanted) ? OWN_GUIDE : wanted;
  if (!isFolder(root))
    return { ok: false, mistakes: [`the guide folder ${root} does not exist or is not a folder`] };

  const mistakes: string[] = [];
  const read = (name: string, most: number): string => {
    const file = readInside(root, name, most);
    if (file.ok) return file.text;
    mistakes.push(file.mistake);
    return '';
  };
  const es = read('es.md', LARGEST_GUIDE);
  const en = read('en.md', LARGEST_GUIDE);
  const before = mistakes.length;
  const patternsText = read('patterns.yml', LARGEST_YAML);
  const patterns = readYaml(patternsText);
  if (!patterns.ok && mistakes.length === before)
    mistakes.push(...written(join(root, 'patterns.yml'), patterns.mistakes));
  if (mistakes.length > 0 || !patterns.ok) return { ok: false, mistakes };
  return { ok: true, files: { folder: root, es, en, patterns: patterns.yaml.value } };
}

type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly mistake: string };

/** A file that really lies in the folder: a link that leads out of it is refused. */
function readInside(root: string, name: string, most: number): FileText {
  const path = join(root, name);
  try {
    const real = realpathSync(path);
    if (!real.startsWith(realpathSync(root) + sep)) return no(path, 'is a link out of the guide folder');
    const found = statSync(real);
    if (!found.isFile()) return no(path, 'is not a file');
    if (found.size > most) return no(path, `has ${found.size} bytes; keep it under ${most}`);
    return { ok: true, text: utf8(readFileSync(real)) };
  } catch (error) {
    if (error instanceof TypeError) return no(path, 'is not UTF-8 text; save it as UTF-8');
    const code = (error as NodeJS.ErrnoException).code;
    return no(path, code === 'ENOENT' ? 'is missing' : `cannot be read (${code ?? 'unknown error'})`);
  }
}

/** Without the byte order mark and with plain line ends. Throws TypeError on what is not UTF-8. */
function utf8(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  if (text.includes('\u0000')) throw new TypeError('binary');
  return text;
}

function no(path: string, why: string): FileText {
  return { ok: false, mistake: `${path} ${why}` };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
