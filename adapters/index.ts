import { cityIdentity } from './city-identity/index.ts';
import type { IdentityAdapter, SmsAdapter } from './contract/identity.ts';
import type { AdapterPorts } from './contract/ports.ts';
import type { Service } from './contract/service.ts';
import { HttpClient } from './kit/http.ts';
import { Readings } from './kit/readings.ts';
import { type Counterpart, ownerOfCitizen, Runtime } from './kit/runtime.ts';
import type { ServiceFactory } from './kit/service.ts';
import type { Settings } from './kit/settings.ts';
import { registry } from './registry.ts';
import { smsGateway } from './sms-gateway/index.ts';

export * from './contract/index.ts';
export type { ServiceFactory } from './kit/service.ts';

/** Ids of everything that `BUREAU_<SERVICE>_*` may name. */
export const counterpartIds: readonly string[] = [
  ...registry.map(({ manifest }) => manifest.id),
  cityIdentity.counterpart.id,
  smsGateway.counterpart.id,
];

export interface AdaptersConfig {
  /** By service id, the `BUREAU_<SERVICE>_*` settings without their prefix: `{ 'traffic-fines': { URL, SERIAL } }`. */
  settings: Readonly<Record<string, Settings>>;
  /** Ids of the services that are on; all registered ones when absent. */
  enabled?: readonly string[];
  /** Services beside the registered ones. */
  extra?: readonly ServiceFactory[];
}

export interface Adapters {
  services: readonly Service[];
  service(id: string): Service | undefined;
  identity: IdentityAdapter;
  sms: SmsAdapter;
  /** Drops what is kept for a resident, of one service or of all: after a payment, an unbinding, a deletion. */
  forget(citizenId: string, serviceId?: string): void;
  /** Ends all connections. Calls in flight fail as unavailable, writes as unknown. */
  close(): Promise<void>;
}

/** Connects every service that is on. Throws naming the environment variable when a setting is missing or bad. */
export function createAdapters(config: AdaptersConfig, ports: AdapterPorts): Adapters {
  const http = new HttpClient();
  const readings = new Readings();
  const runtimeOf = (counterpart: Counterpart) => new Runtime(counterpart, ports, http, readings);
  const settingsOf = (id: string) => config.settings[id] ?? {};
  const isOn = ({ manifest }: ServiceFactory) => config.enabled?.includes(manifest.id) ?? true;
  const services = [...registry, ...(config.extra ?? [])]
    .filter(isOn)
    .map((factory) => factory.connect(settingsOf(factory.manifest.id), runtimeOf(factory.manifest)));
  const byId = new Map(services.map((service) => [service.manifest.id, service]));
  return {
    services,
    service: (id) => byId.get(id),
    identity: cityIdentity.connect(
      settingsOf(cityIdentity.counterpart.id),
      runtimeOf(cityIdentity.counterpart),
    ),
    sms: smsGateway.connect(settingsOf(smsGateway.counterpart.id), runtimeOf(smsGateway.counterpart)),
    forget: (citizenId, serviceId) => readings.forget(ownerOfCitizen(citizenId), serviceId),
    close: () => http.close(),
  };
}
