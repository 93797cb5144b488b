import { describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { pretendedApi, status as fails, temporaryFolder } from '../servers/kubernetes-api.ts';
import { layerwalk, onTerminal } from './program.ts';

describe('help', () => {
  test('names every command, examples and exit statuses', async () => {
    const { status, stdout } = await layerwalk(['--help']);
    expect(status).toBe(0);
    for (const name of [
      'serve',
      'diagnose',
      'dns-lookup',
      'tcp-probe',
      'tls-inspect',
      'http-probe',
      'tools',
      'doctor',
    ])
      expect(stdout).toContain(`  ${name} `);
    expect(stdout).toMatch(/Examples:\n {2}layerwalk diagnose/);
    expect(stdout).toMatch(/Exit status:\n {4}0 .*\n {4}1 .*\n {4}2 /);
  });

  test('of a command has its flags, the start-up flags with their twins, and examples', async () => {
    const { status, stdout } = await layerwalk(['tcp-probe', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: layerwalk tcp-probe <host> [options]');
    for (const flag of ['--ports', '--attempts', '--json', '--no-color', '--record', '--replay', '--ca'])
      expect(stdout).toContain(`${flag} `);
    expect(stdout).toContain('[LAYERWALK_DENY_CIDR]');
    expect(stdout).toContain('Examples:');
  });

  test('help COMMAND is the help of that command', async () => {
    const asked = await layerwalk(['help', 'tcp-probe']);
    expect(asked).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Usage: layerwalk tcp-probe <host> [options]'),
    });
    expect((await layerwalk(['help', 'nothing-of-ours'])).status).toBe(64);
  });

  test('is what a person gets who types nothing', needs({ commands: ['script'], linux: true }), async () => {
    const { status, stdout } = await onTerminal([]);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: layerwalk');
  });

  test('the version alone', async () => {
    expect(await layerwalk(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('bad usage ends with 64, nothing on standard output, and what to do instead', () => {
  test.each([
    ['an unknown command', ['diagnoze'], /Did you mean diagnose\?/],
    ['an unknown flag', ['diagnose', 'x:1', '--al'], /Did you mean --all\?/],
    ['a missing target', ['diagnose'], /diagnose needs a target.*Send e\.g\. layerwalk diagnose/],
    ['too many arguments', ['diagnose', 'x:1', 'y:2'], /too many arguments/],
    [
      'a value out of the list',
      ['diagnose', 'x:1', '--response-format', 'long'],
      /Allowed choices are concise, detailed/,
    ],
    ['an unknown flag of serve', ['serve', '--prot', '1'], /unknown option '--prot'/],
    ['a flag of HTTP without it', ['serve', '--port', '1'], /--port is for HTTP\. Send --http with it/],
    [
      'a network that is none',
      ['diagnose', 'x:1', '--allow-cidr', '10.0.0.0/33'],
      /--allow-cidr: "10\.0\.0\.0\/33" is not a network/,
    ],
    ['the same for a server', ['serve', '--deny-cidr', 'all'], /--deny-cidr: "all" is not a network/],
    [
      'a CA file that is not there',
      ['diagnose', 'x:1', '--ca', '/none.pem'],
      /--ca: the file cannot be read/,
    ],
    [
      'a recording that is not there',
      ['diagnose', 'x:1', '--replay', '/none.json'],
      /--replay: none\.json cannot be read/,
    ],
  ])('%s', async (_name, args, message) => {
    const { status, stdout, stderr } = await layerwalk(args);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

test('a number out of range is told the range', async () => {
  const { status, stderr } = await layerwalk(['tcp-probe', '127.0.0.1', '--ports', '0']);
  expect(status).toBe(64);
  expect(stderr).toBe('layerwalk: --ports (number 1): too small. Send 1 or more.\n');
});

describe('bad input ends with 64 and says what was wrong', () => {
  test.each([
    ['no host', ['diagnose', 'exa mple.com:443'], /no spaces or control characters/],
    ['no port', ['diagnose', 'example.com'], /Which port\?.*example\.com:PORT/],
    [
      'credentials',
      ['diagnose', 'https://bob:hunter22@example.com/'],
      /carries credentials.*https:\/\/example\.com\//,
    ],
    ['a port out of range', ['diagnose', 'example.com:70000'], /from 1 to 65535/],
    ['a leading dash', ['diagnose', '--', '-oProxyCommand=x:22'], /cannot start with "-"/],
    ['a number as a host', ['diagnose', '2130706433:80'], /four decimal octets/],
    ['control characters', ['dns-lookup', 'a\u001b[31mb.test'], /host name has only letters/],
    ['a very long name', ['dns-lookup', 'a'.repeat(100_000)], /at most 253 characters; this has 100000/],
    ['11 ports', ['tcp-probe', '127.0.0.1', '--ports', '1,2,3,4,5,6,7,8,9,10,11'], /--ports: /],
    [
      'a port out of range in a list',
      ['tcp-probe', '127.0.0.1', '--ports', '80,70000'],
      /--ports \(number 2\): /,
    ],
    ['no number', ['tcp-probe', '127.0.0.1', '--ports', 'http'], /--ports: not a number/],
    ['a metadata address', ['diagnose', 'http://169.254.169.254/'], /169\.254\.0\.0\/16/],
    ['an unknown scheme', ['diagnose', 'gopher://x'], /scheme is not known/],
  ])('%s', async (_name, args, message) => {
    const { status, stdout, stderr } = await layerwalk(args);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('hunter22');
    expect(stderr.length).toBeLessThan(1_500);
  });
});

describe('what Layerwalk says of itself', () => {
  test('tools lists everything that can be asked', async () => {
    const { status, stdout } = await layerwalk(['tools']);
    expect(status).toBe(0);
    for (const name of ['diagnose', 'dns_lookup', 'tcp_probe', 'tls_inspect', 'http_probe'])
      expect(stdout).toContain(name);
    const json = JSON.parse((await layerwalk(['tools', '--json'])).stdout);
    expect(json[0]).toMatchObject({ name: 'diagnose', command: 'layerwalk diagnose' });
  });

  test('doctor says what can be seen, and what cannot with its cost', async () => {
    const { status, stdout, stderr } = await layerwalk(['doctor'], { PATH: '/nonexistent' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(process.versions.node);
    for (const name of ['name servers', 'IPv4', 'IPv6', 'proxy', 'rights', 'cluster', 'AWS'])
      expect(stdout).toContain(name);
    expect(stdout).not.toContain('\u001b');
  });

  test('doctor says whether an account can be asked, and asks nobody', async () => {
    await using folder = await temporaryFolder();
    const none = await layerwalk(['doctor'], { HOME: folder.path, AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '' });
    expect(none.stdout).toMatch(/AWS +no credentials/);
    const there = await layerwalk(['doctor'], {
      HOME: folder.path,
      AWS_PROFILE: 'shop',
      AWS_REGION: 'eu-west-1',
    });
    expect(there.stdout).toMatch(/ok +AWS +credentials are configured \(profile shop, Region eu-west-1\)/);
  });

  test('a source in a cluster, and no cluster: what to start with', async () => {
    await using folder = await temporaryFolder();
    const asked = ['diagnose', 'redis.cache:6379', '--from', 'payments/deploy/api'];
    const { status, stdout } = await layerwalk(asked, { HOME: folder.path, KUBECONFIG: '' });
    expect(status).toBe(2);
    expect(stdout.replace(/\s+/g, ' ')).toContain('is in a cluster, and no cluster is configured');
    expect(stdout).toContain('Start with a kubeconfig');
  });

  test('doctor says which cluster there is, and never fails for it', async () => {
    await using api = await pretendedApi((_seen, response) => fails(response, 403, { message: 'no' }));
    await using folder = await temporaryFolder();
    const file = await folder.kubeconfig({ server: `http://127.0.0.1:${api.port}` });
    const there = await layerwalk(['doctor'], { KUBECONFIG: file });
    expect(there.status).toBe(0);
    expect(there.stdout).toContain(`context one, 127.0.0.1:${api.port}: answers, but does not permit`);
    const none = await layerwalk(['doctor'], { HOME: folder.path, KUBECONFIG: '' });
    expect(none).toMatchObject({ status: 0, stdout: expect.stringContaining('no cluster is configured') });
    const broken = await layerwalk(['doctor'], { LAYERWALK_KUBECONFIG: `${folder.path}/absent` });
    expect(broken).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--kubeconfig: the file cannot be read'),
    });
  });

  test('doctor as JSON is JSON alone', async () => {
    const { status, stdout } = await layerwalk(['doctor', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ machine: { node: process.versions.node } });
  });
});

describe('a server by default', () => {
  test('without arguments and without a terminal it serves, and ends with its input', async () => {
    expect(await layerwalk([])).toMatchObject({ status: 0, stdout: '' });
  });
});

test.each([['bogus\u001b[31m\u202e'], ['diagnose', 'h:1', '--bogus\u001b[31m\u202e']])(
  'what was typed is repeated without control characters: %j',
  async (...args) => {
    const { status, stderr } = await layerwalk(args);
    expect(status).toBe(64);
    expect(stderr).toContain('\\u{1b}[31m\\u{202e}');
    expect(stderr).not.toMatch(/[\u001b\u202e]/);
  },
);
