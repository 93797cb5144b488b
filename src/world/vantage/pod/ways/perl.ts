import { hexLine, ownWord } from './own-words.ts';
import type { Destination, Vector, Way } from './way.ts';

// Address, port and seconds are the arguments. Only modules that perl-base has.
const PREFACE = `
use strict; use Errno; use Fcntl;
use Socket qw(AF_INET AF_INET6 SOCK_STREAM SOCK_DGRAM SOL_SOCKET SO_ERROR IPPROTO_TCP TCP_NODELAY inet_pton pack_sockaddr_in pack_sockaddr_in6 unpack_sockaddr_in unpack_sockaddr_in6);
my ($address, $port, $patience) = @ARGV;
my $now = eval { require Time::HiRes; \\&Time::HiRes::time };
$SIG{PIPE} = 'IGNORE'; binmode STDIN; binmode STDOUT;
sub say_ { syswrite STDERR, join(' ', 'layerwalk:', @_) . "\\n"; }
sub errno { my ($name) = sort grep { $!{$_} } keys %!; return $name || 'EUNKNOWN'; }
my $start;
sub ms { return $now ? sprintf('%.3f', ($now->() - $start) * 1000) : (); }
sub emit { my ($bytes) = @_; my $at = 0; while ($at < length $bytes) { my $n = syswrite STDOUT, $bytes, length($bytes) - $at, $at; exit 1 unless $n; $at += $n; } }
my $six = $address =~ /:/;
my $ip = inet_pton($six ? AF_INET6 : AF_INET, $address);
my $to = $six ? pack_sockaddr_in6($port, $ip) : pack_sockaddr_in($port, $ip);
sub failed { my @more = @_; my $name = errno(); say_('failed', $name, ms(), @more); exit 1; }
`;

const STREAM = `${PREFACE}
say_('began'); $start = $now ? $now->() : 0;
socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or failed('local');
fcntl($s, F_SETFL, O_NONBLOCK);
unless (connect($s, $to)) {
  failed('local') unless $!{EINPROGRESS};
  my $v = ''; vec($v, fileno $s, 1) = 1;
  unless (select(undef, $v, undef, $patience) > 0) { say_('timeout', ms()); exit 1; }
  $! = unpack 'i', getsockopt($s, SOL_SOCKET, SO_ERROR);
  failed() if $!;
}
my @open = ms();
setsockopt($s, IPPROTO_TCP, TCP_NODELAY, 1);
my ($own) = $six ? unpack_sockaddr_in6(getsockname $s) : unpack_sockaddr_in(getsockname $s);
say_('open', @open, @open ? $own : ());
my $out = '';
while (1) {
  my ($r, $w) = ('', '');
  vec($r, fileno $s, 1) = 1;
  vec($r, 0, 1) = 1 if length $out < 1000000;
  vec($w, fileno $s, 1) = 1 if length $out;
  exit 0 unless select($r, $w, undef, 90) > 0;
  if (vec($r, fileno $s, 1)) {
    my $n = sysread $s, my $bytes, 65536;
    if (!defined $n) { next if $!{EAGAIN} || $!{EINTR}; say_('end', errno()); exit 0; }
    if ($n == 0) { say_('end'); exit 0; }
    emit($bytes);
  }
  if (vec($r, 0, 1)) { my $n = sysread STDIN, my $bytes, 65536; exit 0 unless $n; $out .= $bytes; }
  if (length $w && vec($w, fileno $s, 1)) {
    my $n = syswrite $s, $out;
    if (defined $n) { substr($out, 0, $n) = ''; } elsif (!$!{EAGAIN}) { $out = ''; }
  }
}
`;

const DATAGRAMS = `${PREFACE}
say_('began'); $start = $now ? $now->() : 0;
socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0) or failed('local');
connect($s, $to) or failed('local');
my $lines = '';
while (1) {
  my $r = ''; vec($r, fileno $s, 1) = 1; vec($r, 0, 1) = 1;
  exit 0 unless select($r, undef, undef, 90) > 0;
  if (vec($r, fileno $s, 1)) {
    my $n = sysread $s, my $bytes, 65536;
    if (!defined $n) { next if $!{EAGAIN} || $!{EINTR}; say_('end', errno()); exit 0; }
    emit(unpack('H*', $bytes) . "\\n");
  }
  if (vec($r, 0, 1)) {
    my $n = sysread STDIN, my $bytes, 65536; exit 0 unless $n; $lines .= $bytes;
    while ($lines =~ s/^([0-9a-f]*)\\n//) { defined syswrite $s, pack('H*', $1) or do { say_('end', errno()); exit 0; }; }
  }
}
`;

/** The way of perl, with what perl-base has. */
export const perl: Way = {
  name: 'perl',
  tellsEnds: true,
  stream: (to) => vector(STREAM, to),
  datagrams: (to) => ({ ...vector(DATAGRAMS, to), encode: hexLine, hexLines: true }),
};

const vector = (script: string, { address, port, timeoutMs }: Destination): Vector => ({
  argv: ['perl', '-e', script, address, String(port), String(timeoutMs / 1000)],
  read: ownWord,
});
