/** Who holds a bill. `paid`: the money has reached its bureau. */
export interface Hold {
  orderId: string;
  citizenId: string;
  state: 'in_payment' | 'paid';
}

/** What bills must know of orders, an upper room: handed in by app.ts. */
export type Holds = (service: string, numbers: readonly string[]) => Promise<ReadonlyMap<string, Hold>>;
