import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counterparts } from '../counterparts.ts';
import type { City, Counterpart } from './city.ts';
import { startCity } from './start-city.ts';

/** A city of its own for one test: a free port, a fresh folder. */
export interface Trial {
  url: string;
  city: City;
  dataDir: string;
  /** Asks a control; the answer is parsed, its status stands beside it. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  state(): Promise<TrialState>;
  /** What was handed over to a backend. */
  handover(): Record<string, string>;
  /** Stops and starts again on the same books, on another port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface TrialState {
  now: number;
  bureaus: Record<string, { bills: TrialBill[] }>;
  sms: { phone: string; text: string; at: number }[];
}

export interface TrialBill {
  number: string;
  amountFen: number;
  status: string;
  settledBy: string | null;
  timesSettled: number;
  keys: string[];
}

interface Wishes {
  profile?: string;
  makers?: readonly ((city: City) => Counterpart)[];
}

export async function openTrial({ profile = 'xinshao', makers = counterparts }: Wishes = {}): Promise<Trial> {
  const dataDir = mkdtempSync(join(tmpdir(), 'city-'));
  const start = () => startCity({ port: 0, dataDir, profile }, makers);
  let running = await start();
  const control: Trial['control'] = async (method, path, body) => {
    const response = await fetch(`${running.url}/_city${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    get url() {
      return running.url;
    },
    get city() {
      return running.city;
    },
    dataDir,
    control,
    state: async () => (await control('GET', '/state')).body as TrialState,
    handover: () => JSON.parse(readFileSync(join(dataDir, 'handover', 'bff.env.json'), 'utf8')),
    restart: async () => {
      await running.stop();
      running = await start();
    },
    stop: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
