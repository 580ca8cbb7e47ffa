import { BlockList, isIP } from 'node:net'

/** Networks that are nobody's on the open internet (IANA's special-purpose registries). */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** Within what is global: tunnels and translations that may lead back inside, and examples. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const inside4 = listOf(special4, 'ipv4')
const inside6 = listOf(special6, 'ipv6')
const global6 = listOf(['2000::/3'], 'ipv6')

/**
 * Whether an address lies on the open internet. IPv6 is asked the other way round: only global unicast is, so that
 * loopback, link-local, mapped and translated IPv4 are all out.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !inside4.check(address, 'ipv4')
  // BlockList takes no zone, and an address with one is link-local anyway.
  if (isIP(address) !== 6 || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !inside6.check(address, 'ipv6')
}

function listOf(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}
