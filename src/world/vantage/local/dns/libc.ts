import { readFile } from 'node:fs/promises';
import type { ResolverConfig } from '../../../../core/world/dns.ts';

let known: Promise<ResolverConfig['libc']> | undefined;

/** The C library that this process, and so getaddrinfo, runs on: the one that the kernel has mapped. */
export function libc(): Promise<ResolverConfig['libc']> {
  return (known ??= readFile('/proc/self/maps', 'utf8').then(libcOf, () => 'other' as const));
}

/** Reads the text of proc_pid_maps(5). */
export function libcOf(maps: string): ResolverConfig['libc'] {
  if (/\/ld-musl-[^/\s]*$/m.test(maps)) return 'musl';
  return /\/libc(?:\.so\.6|-2\.\d+\.so)$/m.test(maps) ? 'glibc' : 'other';
}
