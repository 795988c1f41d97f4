import { BlockList, isIP, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Who asks: the other end of the socket. Where that is this machine itself it is a proxy, and the
 * address is the one that it wrote last in `X-Forwarded-For`; what stands before that, the client
 * wrote. From any other machine the header is not believed.
 * @returns IPv4, or the /64 of an IPv6 address, which is what one client is given; undefined
 *   where there is no socket
 */
export function clientAddress(c: Context): string | undefined {
  const socket = socketAddress(c);
  if (socket === undefined) return undefined;
  const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() ?? '';
  return isLoopback(socket) && isIP(forwarded) !== 0 ? oneClient(forwarded) : oneClient(socket);
}

function socketAddress(c: Context): string | undefined {
  const env: unknown = c.env;
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  return getConnInfo(c).remote.address;
}

function isLoopback(address: string): boolean {
  const plain = withoutMapping(address);
  return loopback.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** `::ffff:192.0.2.1` is how a socket for both kinds writes an IPv4 address. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** IPv4, or the /64 of an IPv6 address, which is what one client is given. */
export function oneClient(address: string): string {
  const plain = withoutMapping(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.replace(/%.*/, '').toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = [...first, ...zeros, ...last].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
