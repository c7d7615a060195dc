import type { Service, ServiceManifest } from '../contract/service.ts';
import type { Runtime } from './runtime.ts';
import type { Settings } from './settings.ts';

/** How a service enters the registry: what it is, and how it is connected. */
export interface ServiceFactory {
  manifest: ServiceManifest;
  /** Reads its own settings (`BUREAU_<SERVICE>_*`, without the prefix); throws naming the setting when one is bad. */
  connect(settings: Settings, runtime: Runtime): Service;
}
