import type { Letter } from './notice.ts';

const patienceMs = 5000;

/** HTTP status of the merchant's answer; null when there was none within five seconds. */
export async function post(url: string, letter: Letter): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: letter.headers,
      body: letter.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
