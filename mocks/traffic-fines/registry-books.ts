import type { Books } from '../kit/city.ts';
import type { Offence } from './offence.ts';

/** One effective payment through a channel, found again by the channel's serial. */
export interface Paid {
  lsh: string;
  jdsbh: string;
  fen: number;
  /** Voucher number. */
  pzbh: string;
  /** As the channel wrote it: `2026-11-20 08:31:00`. */
  jksj: string;
}

/** Which vehicle it is, and what stands against it. */
interface VehicleFile {
  vin: string;
  offences: readonly string[];
}

/** The bureau's books: offences by number, and the three ways they are looked up. */
export function trafficBooks(books: Books) {
  const offences = books.shelf<Offence>('traffic-fines.offences');
  const byDecision = books.shelf<string>('traffic-fines.by-decision');
  const byVehicle = books.shelf<VehicleFile>('traffic-fines.by-vehicle');
  const byPerson = books.shelf<readonly string[]>('traffic-fines.by-person');
  const payments = books.shelf<Paid>('traffic-fines.payments');
  const read = (numbers: readonly string[]) => numbers.flatMap((number) => offences.get(number) ?? []);
  return {
    all: () => offences.all(),
    /** @param hphm plate without its province character. */
    ofVehicle: (hpzl: string, hphm: string, vinTail: string): Offence[] => {
      const file = byVehicle.get(`${hpzl} ${hphm}`);
      return file?.vin.endsWith(vinTail) ? read(file.offences) : [];
    },
    ofDecision: (jdsbh: string): Offence | undefined => read([byDecision.get(jdsbh) ?? ''])[0],
    ofPerson: (idNumber: string): Offence[] => read(byPerson.get(idNumber) ?? []),
    payment: (lsh: string): Paid | undefined => payments.get(lsh),
    addVehicle: (vehicle: { plateKind: string; plate: string; vin: string }, own: readonly Offence[]) => {
      const numbers = own.map((each) => each.wfbh);
      byVehicle.put(`${vehicle.plateKind} ${vehicle.plate.slice(1)}`, {
        vin: vehicle.vin,
        offences: numbers,
      });
      for (const each of own) {
        offences.put(each.wfbh, each);
        if (each.jdsbh !== null) byDecision.put(each.jdsbh, each.wfbh);
      }
    },
    addPerson: (idNumber: string, own: readonly Offence[]) =>
      byPerson.put(
        idNumber,
        own.map((each) => each.wfbh),
      ),
    save: (offence: Offence) => offences.put(offence.wfbh, offence),
    /** The payment and what it settles become durable together. */
    settle: (offence: Offence, payment: Paid) =>
      books.atomic(() => {
        offences.put(offence.wfbh, offence);
        payments.put(payment.lsh, payment);
      }),
  };
}

export type TrafficBooks = ReturnType<typeof trafficBooks>;
