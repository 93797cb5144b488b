import { describe, expect, test } from 'vitest';
import { readStartUp } from '../../src/cli/start-up-flags.ts';

describe('start-up settings', () => {
  test('flags and their environment twins add up for lists, and the flag wins for single values', () => {
    const values = { allowCidr: ['10.0.0.0/8'], denyCidr: ['192.0.2.0/24,198.51.100.0/24'], ca: '/flag.pem' };
    const env = {
      LAYERWALK_ALLOW_CIDR: '172.16.0.0/12, 2001:db8::/32',
      LAYERWALK_DENY_CIDR: '203.0.113.0/24',
      LAYERWALK_CA: '/env.pem',
      LAYERWALK_PUBLIC_RESOLVER: '192.0.2.53,2001:db8::53',
    };
    expect(readStartUp(values, env)).toEqual({
      allowCidr: ['10.0.0.0/8', '172.16.0.0/12', '2001:db8::/32'],
      denyCidr: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
      publicResolver: ['192.0.2.53', '2001:db8::53'],
      caFile: '/flag.pem',
      manifests: [],
    });
  });

  test.each(['', '${user_config.allow_cidr}'])('a twin of %j is not set', (value) => {
    const env = { LAYERWALK_ALLOW_CIDR: value, LAYERWALK_DENY_CIDR: value, LAYERWALK_CA: value };
    expect(readStartUp({}, env)).toEqual({ allowCidr: [], denyCidr: [], publicResolver: [], manifests: [] });
  });
});
