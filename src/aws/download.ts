/** Fetches a small text over HTTP with every bound set: no redirects, a deadline, and a size cap. */

export interface DownloadLimits {
  /** ms for the whole download. */
  readonly timeout: number;
  readonly bytes: number;
}

/** Throws when the status is not 200, the body is longer than allowed, or time runs out. */
export async function download(url: string, limits: DownloadLimits): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limits.timeout) });
  const reader = response.body?.getReader();
  try {
    if (response.status !== 200 || reader === undefined) throw new Error(`HTTP ${response.status}`);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.byteLength;
      if (length > limits.bytes) throw new Error(`longer than ${limits.bytes} bytes`);
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    // Without this an answer that is not read to its end would keep its socket.
    await reader?.cancel().catch(() => undefined);
  }
}
