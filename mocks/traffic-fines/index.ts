import type { RouterContext } from 'koa-router';
import { interfaces } from '../../adapters/traffic-fines/wire.ts';
import { bodyOf } from '../kit/body.ts';
import type { City, Counterpart, Fault } from '../kit/city.ts';
import { keptSecret } from '../kit/secret.ts';
import { playable, struck } from '../kit/strike.ts';
import { throughput } from '../kit/throughput.ts';
import { answerAt, BUSY, NOT_UNDERSTOOD, payAtWindow } from './desk.ts';
import { garbled } from './garbled.ts';
import { dueFenAt, type Offence, statusOf } from './offence.ts';
import { openTrafficBooks } from './opening.ts';
import { trafficBooks } from './registry-books.ts';
import { type Asked, readEnvelope, writeEnvelope } from './soap.ts';

const SERVICE = 'traffic-fines';
const PATH = '/trffweb/services/TmriOutAccess';
const CALLS_PER_SECOND = 300;

/** The dial knows each operation by our word, by its interface id, and by what the product calls it. */
const operations = {
  byVehicle: [interfaces.byVehicle, 'list'],
  byDecision: [interfaces.byDecision, 'get'],
  byIdentity: [interfaces.byIdentity],
  paymentBySerial: [interfaces.paymentBySerial, 'outcome'],
  pay: [interfaces.pay, 'settle', 'write-back'],
};

/** The traffic police's violation platform: SOAP around percent-encoded GBK, see the adapter's README. */
export function trafficFines(city: City): Counterpart {
  const books = trafficBooks(city.books);
  const serial = keptSecret(city.books, 'traffic-fines.serial', 20).toUpperCase();
  const mayAsk = throughput(CALLS_PER_SECOND);

  const handle = async (ctx: RouterContext, played: Fault | null) => {
    const asked = readEnvelope(await bodyOf(ctx));
    ctx.status = 200;
    ctx.body = writeEnvelope(asked?.way ?? 'query', answer(asked, played));
    ctx.set('Content-Type', 'text/xml; charset=UTF-8');
  };
  const answer = (asked: Asked | null, played: Fault | null) => {
    if (!asked) return NOT_UNDERSTOOD;
    if (!mayAsk()) return BUSY;
    // Nothing is signed here: the nearest thing is a serial that the platform no longer accepts.
    const accepted = played?.kind === 'wrong_signature' ? '' : serial;
    return answerAt(books, accepted, asked, city.clock.now());
  };

  return {
    service: SERVICE,
    dial: [{ service: SERVICE, title: '交通违法', operations, kinds: playable }],
    routes: (router) =>
      void router.post(PATH, struck(city, SERVICE, operationOf, handle, { garbage: garbled })),
    state: () => ({ bills: books.all().map((each) => presentBill(each, city.clock.now())) }),
    open: () => openTrafficBooks(city, books),
    payAtCounter: (number) => payAtWindow(books, number, city.clock.now()),
    handover: () => ({
      env: { BUREAU_TRAFFIC_FINES_URL: city.url(), BUREAU_TRAFFIC_FINES_SERIAL: serial },
    }),
  };
}

async function operationOf(ctx: RouterContext): Promise<string> {
  const jkid = readEnvelope(await bodyOf(ctx))?.jkid ?? '';
  return Object.entries(interfaces).find(([, id]) => id === jkid)?.[0] ?? 'unknown';
}

function presentBill(offence: Offence, now: number) {
  return {
    number: offence.jdsbh ?? offence.wfbh,
    amountFen: offence.paidFen ?? dueFenAt(offence, now),
    status: statusOf(offence),
    settledBy: offence.settledBy,
    timesSettled: offence.timesSettled,
    keys: offence.keys,
    plate: offence.plate,
  };
}
