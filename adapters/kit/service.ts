import type { Service, ServiceManifest } from '../contract/service.ts';
import type { Runtime } from './runtime.ts';

/** How a service enters the registry: what it is, and how it is connected. */
export interface ServiceFactory {
  manifest: ServiceManifest;
  /** Reads its own settings (`BUREAU_<SERVICE>_*`, without the prefix); throws naming the setting when one is bad. */
  connect(settings: Readonly<Record<string, string>>, runtime: Runtime): Service;
}
