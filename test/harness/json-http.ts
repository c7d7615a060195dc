/** An answer as it came: nothing is thrown for its status. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is none, or null when empty. */
  body: unknown;
}

export interface Question {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
}

const ANSWER_MS = 20_000;

export async function ask(url: string, question: Question = {}): Promise<Answer> {
  const { body } = question;
  const response = await fetch(url, {
    method: question.method ?? 'GET',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...question.headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
