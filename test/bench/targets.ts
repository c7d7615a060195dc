import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { House } from '../harness/house.ts';
import { type Program, startProgram } from '../harness/program.ts';
import type { Target } from './load.ts';

export interface NamedTarget extends Target {
  name: string;
  /** The bare node:http server that serves the same bytes. */
  against: string | null;
  bytes: number;
}

export interface Stage {
  targets: NamedTarget[];
  stop(): Promise<void>;
}

/** The product's warm doors with one session, and for each a bare server with the very same bytes. */
export async function setStage(house: House): Promise<Stage> {
  const lin = await house.citizen('lin');
  const session = { authorization: `Bearer ${lin.token}` };
  const doors = [
    { name: 'GET /v1/home', url: `${house.url()}/v1/home`, headers: session },
    { name: 'GET /v1/bills', url: `${house.url()}/v1/bills`, headers: session },
    { name: 'GET /healthz', url: `${house.opsUrl()}/healthz`, headers: {} },
  ];
  const folder = mkdtempSync(join(tmpdir(), 'yijitong-bench-'));
  const programs: Program[] = [];
  const targets: NamedTarget[] = [];
  for (const { name, url, headers } of doors) {
    const payload = join(folder, `${programs.length}.json`);
    const body = Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
    writeFileSync(payload, body);
    const path = name.replace('GET ', '');
    for (const kind of name === 'GET /v1/home' ? ['http', 'koa'] : ['http']) {
      const bare = await startBare(kind, payload, folder);
      programs.push(bare);
      const title = kind === 'koa' ? `bare Koa, bytes of ${path}` : `bare node:http, bytes of ${path}`;
      const against = kind === 'koa' ? `bare node:http, bytes of ${path}` : null;
      targets.push({ name: title, url: `${bare.said[0]}/`, against, bytes: body.length });
    }
    targets.push({ name, url, headers, against: `bare node:http, bytes of ${path}`, bytes: body.length });
  }
  return { targets, stop: async () => void (await Promise.all(programs.map((each) => each.kill9()))) };
}

function startBare(kind: string, payload: string, folder: string): Promise<Program> {
  return startProgram({
    name: `bare-${kind}`,
    file: 'test/bench/server-bare.ts',
    env: { KIND: kind, PAYLOAD: payload },
    ready: /^bare ready (\S+)$/m,
    logFile: join(folder, `${kind}.log`),
  });
}
