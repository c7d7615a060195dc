import { describe, expect, it } from 'vitest';
import { requireSetting, requireUrl } from './settings.ts';

describe('settings', () => {
  it('names the environment variable that is missing', () => {
    expect(() => requireSetting('traffic-fines', {}, 'SERIAL')).toThrow(
      'BUREAU_TRAFFIC_FINES_SERIAL is not set',
    );
    expect(() => requireUrl('traffic-fines', { URL: '  ' })).toThrow('BUREAU_TRAFFIC_FINES_URL is not set');
  });

  it.each(['bureau', 'ftp://bureau', 'file:///etc/passwd'])('refuses %s as an address', (URL) => {
    expect(() => requireUrl('sms-gateway', { URL })).toThrow('BUREAU_SMS_GATEWAY_URL is no http(s) address');
  });

  it('takes an address with a path, without its last slash', () => {
    expect(requireUrl('sms-gateway', { URL: 'https://gov.example/sms/' })).toBe('https://gov.example/sms');
  });
});
