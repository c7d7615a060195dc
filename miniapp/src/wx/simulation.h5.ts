import Taro from '@tarojs/taro';
import { visitor } from './login';
import type { PersonCard, Simulation } from './simulation';
import { storage } from './storage';

export type { Persona, PersonCard, Simulation } from './simulation';

let found: Promise<Simulation | null> | null = null;

async function look(): Promise<Simulation | null> {
  const answer = await Taro.request<Simulation>({ url: '/city.json', timeout: 8_000 });
  return answer.statusCode === 200 ? answer.data : null;
}

/** Null on a real city's server, which has no `/city.json`. */
export function simulation(): Promise<Simulation | null> {
  found ??= look().catch(() => {
    found = null;
    return null;
  });
  return found;
}

export function become(code: string): void {
  storage.write('persona', code.replace(/^demo-/, ''));
  window.location.replace(`${window.location.pathname}#/pages/home/index`);
  window.location.reload();
}

export async function lastSms(): Promise<string | null> {
  const around = await simulation();
  if (!around) return null;
  const answer = await Taro.request<{ sms?: { text: string }[] }>({ url: `${around.city}/_city/state` });
  return answer.data.sms?.at(-1)?.text ?? null;
}

export async function ownCard(): Promise<PersonCard | null> {
  const around = await simulation();
  if (!around) return null;
  const answer = await Taro.request<{ personas: { code: string; identity?: PersonCard }[] }>({
    url: `${around.city}/_city/personas`,
  });
  return answer.data.personas.find(({ code }) => code === `demo-${visitor()}`)?.identity ?? null;
}
