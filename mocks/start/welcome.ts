import { z } from 'zod';

export interface Addresses {
  url: string;
  opsUrl: string;
  cityUrl: string;
}

const Personas = z.object({
  personas: z.array(z.object({ code: z.string(), name: z.string(), story: z.string() })),
});

/** The ready block: where everything is, and who one can be. */
export async function welcome({ url, opsUrl, cityUrl }: Addresses): Promise<string> {
  const response = await fetch(`${cityUrl}/_city/personas`);
  const { personas } = Personas.parse(await response.json());
  const lines = [
    '一机通已就绪 · ready',
    '',
    `  手机页面   ${url}/`,
    `  模拟城市   ${cityUrl}/`,
    `  接口文档   ${url}/openapi.json`,
    `  运维指标   ${opsUrl}/metrics`,
    '',
    '  登录身份（页面上在“我的”里切换，接口用 POST /v1/sessions {"code":"…"}）',
    ...personas.map(({ code, name, story }) => `    ${code.padEnd(14)}${name}：${story}`),
    '',
    '  日志在 .data/logs/。按 Ctrl-C 全部结束。',
  ];
  return `\n${lines.join('\n')}\n`;
}
