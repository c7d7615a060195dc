import { createServer } from 'node:net';

export interface WantedPort {
  variable: string;
  what: string;
  port: number;
}

const ports = [
  { variable: 'PORT', what: '手机页面和接口', fallback: 8080 },
  { variable: 'OPS_PORT', what: '运维接口', fallback: 8082 },
  { variable: 'CITY_PORT', what: '模拟城市', fallback: 8081 },
];

/** @throws Error naming the variable that is no port number, or two that are the same. */
export function portsOf(env: Readonly<Record<string, string | undefined>>): WantedPort[] {
  const wanted = ports.map(({ variable, what, fallback }) => {
    const text = env[variable] || String(fallback);
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
      throw new Error(`${variable} 必须是 0–65535 的端口号，现在是“${text}”。`);
    }
    return { variable, what, port: Number(text) };
  });
  for (const [index, { variable, port }] of wanted.entries()) {
    const same = wanted.slice(0, index).find((other) => other.port === port && port !== 0);
    if (same) throw new Error(`${same.variable} 和 ${variable} 都是 ${port}，请改其中一个。`);
  }
  return wanted;
}

/** @throws Error naming each port that somebody else has, and the variable that changes it. */
export async function refuseTakenPorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken: string[] = [];
  for (const { variable, what, port } of wanted) {
    if (port === 0 || (await isFree(port))) continue;
    taken.push(`端口 ${port}（${what}）已被别的程序占用。换一个：${variable}=${port + 1000} npm start`);
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

/** Free on every address and on loopback: a program on one of them alone would still be in the way. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port)) && (await canListen(port, '127.0.0.1'));
}

function canListen(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    );
    probe.listen({ port, ...(host === undefined ? {} : { host }) }, () => probe.close(() => resolve(true)));
  });
}
