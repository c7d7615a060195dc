import { AdapterError, type LinkedPerson, type ServiceManifest } from '../../../adapters/index.ts';
import { openTestDatabase } from '../../../test/harness/test-database.ts';
import { AppError } from '../../platform/app-error.ts';
import { randomIds } from '../../platform/ids.ts';
import { createLog } from '../../platform/logger.ts';
import { createMemoryKv } from '../../platform/memory-kv.ts';
import { createRateLimits } from '../../platform/rate-limit.ts';
import { testClock, testVault } from '../../platform/testing/keys.ts';
import { createIdentity } from '../service.ts';

/** Valid check digit; nobody's. */
export const ID_NUMBER = '11010519491231002X';
export const zhao = { name: '赵雨桐', idNumber: ID_NUMBER, phone: '13800138000' };

export const manifest: ServiceManifest = {
  id: 'traffic-fines',
  title: '交通违法',
  department: '交警支队',
  seal: '交',
  icon: 'car',
  verbs: ['bills'],
  themes: ['交通'],
  lifeEvents: [],
  regionLevels: ['city'],
  levels: { bills: 'L1' },
  subjects: [
    {
      kind: 'vehicle',
      title: '机动车',
      from: 'typed',
      fields: [
        {
          name: 'plateKind',
          label: '号牌种类',
          hint: '请选择号牌种类',
          example: '02',
          pattern: '^02$',
          options: [{ value: '02', label: '小型汽车' }],
        },
        {
          name: 'plate',
          label: '号牌',
          hint: '请填写完整车牌，例如 湘E3K926',
          example: '湘E3K926',
          pattern: '^湘[A-Z][A-Z0-9]{5}$',
        },
        {
          name: 'vinTail',
          label: '车架号',
          hint: '请填写后 6 位',
          example: '012345',
          pattern: '^[0-9A-Z]{6}$',
        },
      ],
    },
    { kind: 'person', title: '本人名下', from: 'identity', fields: [] },
  ],
  resources: { violations: { freshMs: 1, staleMs: 1, owner: '交警支队' } },
  transport: 'live',
  limits: { concurrent: 1, queued: 1 },
  refund: 'manual-by-bureau',
  legalBasis: '依法',
};
export const vehicle = { plateKind: '02', plate: '湘E3K926', vinTail: '012345' };

export const down = (operation: string) =>
  new AdapterError('unavailable', { service: 'city-identity', operation });

/** The identity room on a real store; fakes stand only where the city would. */
export async function openIdentityRoom() {
  const clock = testClock();
  const vault = testVault();
  const database = await openTestDatabase();
  const kv = createMemoryKv(clock);
  const log = createLog('silent');
  const city = {
    linked: new Map<string, LinkedPerson | AdapterError>(),
    matches: true as boolean | AdapterError,
    sent: [] as { phone: string; text: string; key: string }[],
    forgotten: [] as string[],
  };
  const identity = createIdentity({
    ...{ database, vault, clock, kv, log, ids: randomIds(clock) },
    limits: createRateLimits({ kv, clock, log }),
    services: [manifest],
    smsSignature: '【一机通】',
    forget: (citizenId, service) => void city.forgotten.push(`${citizenId} ${service}`),
    wechat: {
      async session(code) {
        if (!code.startsWith('demo-')) throw new AppError('unauthenticated');
        return { openid: `openid-of-${code}` };
      },
    },
    identity: {
      async linked(openid) {
        const person = city.linked.get(openid) ?? null;
        if (person instanceof AdapterError) throw person;
        return person;
      },
      async matches() {
        if (city.matches instanceof AdapterError) throw city.matches;
        return city.matches;
      },
    },
    sms: { send: async (message) => void city.sent.push(message) },
  });
  return {
    ...{ identity, clock, database, city },
    lastCode: () => /验证码(\d{6})/.exec(city.sent.at(-1)?.text ?? '')?.[1] ?? '',
    async close() {
      await kv.close();
      await database.close();
    },
  };
}
export type IdentityRoom = Awaited<ReturnType<typeof openIdentityRoom>>;
