import type { City } from '../kit/city.ts';
import type { WechatKeys } from './keys.ts';
import { templates } from './template.ts';

/** What a backend gets from WeChat's consoles: settings, and the files they name. */
export function handover(city: City, keys: WechatKeys) {
  const files: Record<string, string> = {
    'wechat-secret': keys.secret,
    'wechat-templates.json': `${JSON.stringify(templates, null, 2)}\n`,
  };
  for (const merchant of keys.merchants) {
    const folder = `merchants/${merchant.mchid}`;
    const { mchid, serialNo } = merchant;
    files[`${folder}/merchant.json`] =
      `${JSON.stringify({ mchid, serialNo, publicKeyId: keys.platform[0].serial })}\n`;
    files[`${folder}/apiclient_key.pem`] = merchant.privateKeyPem;
    files[`${folder}/api_v3_key`] = merchant.apiV3Key;
    for (const key of keys.platform) files[`${folder}/verifiers/${key.serial}.pem`] = key.publicKeyPem;
  }
  const env = {
    WECHAT_BASE_URL: city.url(),
    WECHAT_APPID: keys.appid,
    WECHAT_SECRET_FILE: city.handoverPath('wechat-secret'),
    WECHAT_TEMPLATES_FILE: city.handoverPath('wechat-templates.json'),
    WECHAT_PAY_BASE_URL: city.url(),
    WECHAT_PAY_MERCHANTS_DIR: city.handoverPath('merchants'),
  };
  return { env, files };
}
