import type { RouterContext } from 'koa-router';
import { z } from 'zod';
import type { Envelope, LinkedData, MatchData } from '../../adapters/city-identity/wire.ts';
import { bodyOf, jsonOf } from '../kit/body.ts';
import type { City, Counterpart, Fault, Resident } from '../kit/city.ts';
import { keptSecret } from '../kit/secret.ts';
import { playable, struck } from '../kit/strike.ts';
import { throughput } from '../kit/throughput.ts';
import { nonceBook, signatureHolds } from './signature.ts';

const SERVICE = 'city-identity';
const APP_ID = 'yijitong';
const CALLS_PER_SECOND = 300;

type Reply = z.input<typeof Envelope>;
const done = (data: unknown): Reply => ({ code: '0', message: '成功', data });
const refused = (code: string, message: string): Reply => ({ code, message, data: null });
const BAD_SIGNATURE = refused('4001', '签名错误');
const TOO_OFTEN = refused('4290', '请求过于频繁');
const INTERNAL = refused('5000', '内部错误');

const LinkedAsk = z.object({ openid: z.string().min(1).max(64) });
const MatchAsk = z.object({ name: z.string().min(1).max(50), idNumber: z.string().min(1).max(20) });

/** While its database is down the platform still says `0`, with nothing in it. */
const databaseDown = { type: 'application/json; charset=utf-8', body: JSON.stringify(done({})) };

/** The city's identity platform: it knows everyone by name and number, and some by their WeChat. */
export function cityIdentity(city: City): Counterpart {
  const secret = keptSecret(city.books, 'city-identity.secret', 32);
  const isNew = nonceBook();
  const mayAsk = throughput(CALLS_PER_SECOND);
  const asks = { linked: 0, match: 0 };

  const allowed = async (ctx: RouterContext, played: Fault | null): Promise<Reply | null> => {
    const signed = headersOf(ctx);
    const good = signed.appId === APP_ID && signatureHolds(signed, await bodyOf(ctx), secret);
    if (!good || played?.kind === 'wrong_signature' || !isNew(signed.nonce)) return BAD_SIGNATURE;
    return mayAsk() ? null : TOO_OFTEN;
  };
  const operation = (name: keyof typeof asks, answer: (body: unknown) => Reply) =>
    struck(
      city,
      SERVICE,
      name,
      async (ctx, played) => {
        const refusal = await allowed(ctx, played);
        if (!refusal) asks[name] += 1;
        ctx.body = refusal ?? answer(await jsonOf(ctx));
      },
      { garbage: [databaseDown] },
    );

  return {
    service: SERVICE,
    dial: [
      {
        service: SERVICE,
        title: '统一身份认证',
        operations: { linked: [], match: ['matches'] },
        kinds: playable,
      },
    ],
    routes: (router) => {
      router.post(
        '/auth/v1/linked',
        operation('linked', (body) => answerLinked(city, body)),
      );
      router.post(
        '/auth/v1/match',
        operation('match', (body) => answerMatch(city, body)),
      );
    },
    state: () => ({ asks: { ...asks } }),
    // The register is the world itself; there is nothing to fill.
    open: () => {},
    handover: () => ({
      env: {
        BUREAU_CITY_IDENTITY_URL: city.url(),
        BUREAU_CITY_IDENTITY_APP_ID: APP_ID,
        BUREAU_CITY_IDENTITY_SECRET: secret,
      },
    }),
  };
}

function headersOf(ctx: RouterContext) {
  return {
    appId: ctx.get('x-app-id'),
    timestamp: ctx.get('x-timestamp'),
    nonce: ctx.get('x-nonce'),
    signature: ctx.get('x-signature'),
  };
}

function answerLinked(city: City, body: unknown): Reply {
  const ask = LinkedAsk.safeParse(body);
  if (!ask.success) return INTERNAL;
  const resident = city.world.residents.find((each) => each.openid === ask.data.openid);
  return done({ person: resident ? personOf(city, resident) : null } satisfies z.input<typeof LinkedData>);
}

function personOf(city: City, resident: Resident): z.input<typeof LinkedData>['person'] {
  if (resident.linked === null) return null;
  const { name, idNumber, phone, linked } = resident;
  return { name, idNumber, phone, level: linked, bindings: bindingsOf(city, resident) };
}

/** A household shares its vehicles and its water: husband and wife have both bound the same. */
function bindingsOf(city: City, resident: Resident) {
  const vehicles = city.world.vehicles
    .filter((vehicle) => vehicle.household === resident.household)
    .map(({ plateKind, plate, vin }) => ({
      service: 'traffic-fines',
      kind: 'vehicle',
      fields: { plateKind, plate, vinTail: vin.slice(-6) },
    }));
  const accounts = city.world.waterAccounts
    .filter(({ owner }) => owner.household === resident.household)
    .map(({ number }) => ({ service: 'water-bills', kind: 'account', fields: { accountNumber: number } }));
  return [...vehicles, ...accounts];
}

function answerMatch(city: City, body: unknown): Reply {
  const ask = MatchAsk.safeParse(body);
  if (!ask.success) return INTERNAL;
  const idNumber = ask.data.idNumber.toUpperCase();
  const resident = city.world.residents.find((each) => each.idNumber === idNumber);
  const result = resident ? (resident.name === ask.data.name ? '01' : '02') : '03';
  return done({ result } satisfies z.input<typeof MatchData>);
}
