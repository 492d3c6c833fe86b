/** Counts calls to Slack's Web API by method and outcome; the answers stay as they are. */
type Count = (name: string, labels: Readonly<Record<string, string>>) => void;

/** Outcome `ok`, Slack's own word such as `channel_not_found`, `http-503`, or `lost` where no answer came. */
export function countedFetch(send: typeof fetch, count: Count): typeof fetch {
  return async (input, init) => {
    const method = methodOf(input);
    const told = (outcome: string) => count('hydrous_slack_calls_total', { method, outcome });
    let response: Response;
    try {
      response = await send(input, init);
    } catch (error) {
      told('lost');
      throw error;
    }
    if (!isJson(response)) {
      told(response.ok ? 'ok' : `http-${response.status}`);
      return response;
    }
    try {
      const text = await response.text();
      told(outcomeOf(text, response.status));
      const { status, statusText, headers } = response;
      return new Response(text, { status, statusText, headers });
    } catch (error) {
      told('lost');
      throw error;
    }
  };
}

/** The last part of the address; only what a method's name looks like, since an upload goes to a longer one. */
function methodOf(input: Parameters<typeof fetch>[0]): string {
  const address = input instanceof Request ? input.url : String(input);
  const last = URL.canParse(address) ? (new URL(address).pathname.split('/').at(-1) ?? '') : '';
  return /^[a-z]+(?:\.[a-zA-Z]+)+$/.test(last) ? last : 'other';
}

function isJson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').startsWith('application/json');
}

function outcomeOf(text: string, status: number): string {
  const error = /"error"\s*:\s*"([a-z_]{1,60})"/.exec(text)?.[1];
  if (/"ok"\s*:\s*true/.test(text)) return 'ok';
  return error ?? `http-${status}`;
}
