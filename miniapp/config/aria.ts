import path from 'node:path';
import { ariaParts } from './aria-parts';

interface Platform {
  template?: { mergeComponents(ctx: unknown, parts: unknown): void };
  runtimePath: string | string[];
}
interface PluginContext {
  registerMethod(method: { name: string; fn(platform: Platform): void }): void;
}

/**
 * Taro leaves every `aria-*` attribute out of its templates. This adds them, to the templates here and to the
 * attribute table of the runtime (`aria-runtime.ts`): both number attributes by the same sorted list.
 */
export default (ctx: PluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      platform.template?.mergeComponents(ctx, ariaParts);
      const runtime = path.resolve(__dirname, 'aria-runtime.ts');
      platform.runtimePath = [platform.runtimePath, runtime].flat();
    },
  });
};
