import { describe, expect, test } from 'vitest';
import { chooseFace } from '../../src/cli/face.ts';

const face = (args: string[], terminal: boolean) => chooseFace(args, {}, terminal);

describe('the face of the program', () => {
  test('no arguments where nobody types: a server', () => {
    expect(face([], false).face).toBe('server');
  });

  test('no arguments on a terminal: the command line, which shows help', () => {
    expect(face([], true).face).toBe('command');
  });

  test.each([true, false])('serve with start-up flags is a server (terminal: %s)', (terminal) => {
    const args = ['serve', '--deny-cidr', '10.0.0.0/8', '--deny-cidr=192.0.2.0/24', '--ca', 'ca.pem'];
    expect(face(args, terminal)).toEqual({
      face: 'server',
      startUp: {
        allowCidr: [],
        denyCidr: ['10.0.0.0/8', '192.0.2.0/24'],
        publicResolver: [],
        manifests: [],
        caFile: 'ca.pem',
      },
    });
  });

  test('start-up flags alone serve too: that is how a host passes its configuration', () => {
    expect(face(['--deny-cidr', '10.0.0.0/8'], false).face).toBe('server');
  });

  test('a switch takes no value', () => {
    expect(face(['serve', '--allow-exec', '--ca', 'ca.pem'], false)).toMatchObject({
      face: 'server',
      startUp: { allowExec: true, caFile: 'ca.pem' },
    });
  });

  test('HTTP is for the command line, which reads its flags', () => {
    expect(face(['serve', '--http'], false).face).toBe('command');
  });

  test.each([[['diagnose', 'x:1']], [['--help']], [['--version']], [['serve', '--help']], [['serve', 'x']]])(
    '%j is for the command line',
    (args) => {
      expect(face(args, false).face).toBe('command');
    },
  );
});
