/** Modals and the Home tab: https://docs.slack.dev/reference/views */
import { checkBlocks } from './check-blocks.ts';
import { checkString, checkText, createComplaints } from './complaints.ts';
import { fieldsOf, isFields, listOf } from './json.ts';
import { LIMITS } from './limits.ts';

export type ViewVerdict =
  | { readonly verdict: 'fine' }
  | { readonly verdict: 'refused'; readonly error: string; readonly complaints: readonly string[] };

export function checkView(view: unknown, type: 'modal' | 'home'): ViewVerdict {
  if (!isFields(view)) return refused('invalid_arguments', ['must be an object [json-pointer:/view]']);
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) return refused('view_too_large', []);
  const complaints = createComplaints();
  if (view['type'] !== type) complaints.say('/view/type', `must be ${type}`);
  checkString(view['private_metadata'], '/view/private_metadata', LIMITS.privateMetadata, complaints, false);
  checkString(view['callback_id'], '/view/callback_id', LIMITS.callbackId, complaints, false);
  checkString(view['external_id'], '/view/external_id', LIMITS.externalId, complaints, false);
  if (type === 'modal') {
    checkText(view['title'], '/view/title', LIMITS.viewTitle, complaints);
    checkText(view['close'], '/view/close', LIMITS.viewButton, complaints, 'plain', false);
    const asks = listOf(view['blocks']).some((block) => fieldsOf(block)['type'] === 'input');
    checkText(view['submit'], '/view/submit', LIMITS.viewButton, complaints, 'plain', asks);
  }
  const blocks = checkBlocks(view['blocks'], type, '/view/blocks');
  const all = [...complaints.all, ...blocks.complaints];
  return all.length === 0 ? { verdict: 'fine' } : refused('invalid_arguments', all);
}

function refused(error: string, complaints: readonly string[]): ViewVerdict {
  return { verdict: 'refused', error, complaints };
}
