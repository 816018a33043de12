/** The provider's own `gateway` block: where it really connects to, whatever its region says. All three are text. */
interface GatewayBlock {
  readonly host: string;
  readonly port: string;
  readonly protocol: string;
}

/**
 * The gateway block of a URL such as `http://127.0.0.1:8083`; the protocol's own port is written out. An IPv6 address keeps its
 * brackets, because the provider puts host and port together as text (platform-client-sdk-go, `getConfUrl`, read 2026-11-24).
 *
 * @throws on what is no URL, and on `http` with port 443 or `https` with port 80: the provider leaves both ports out of every address,
 * so it would send the deployer's credentials to the other one.
 */
export function gatewayBlock(url: string): GatewayBlock {
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol.replace(/:$/, '');
  const own = scheme === 'https' ? '443' : '80';
  if (port === '80' || port === '443') {
    throw new Error(
      `The gateway ${scheme}://${hostname}:${port} cannot be reached: the provider leaves port ${port} out and would connect to port ${own}. Let the gateway listen on another port, or on port ${own}.`,
    );
  }
  return { host: hostname, port: port || own, protocol: scheme };
}

/**
 * True when the provider would really connect to this origin: http or https, and not at the other scheme's own port, which it leaves out
 * of every address ({@link gatewayBlock} throws on it).
 */
export function isDialable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, port } = new URL(url);
  return /^https?:$/.test(protocol) && port !== '80' && port !== '443';
}

/** True for a gateway that may stand in for the manifest's: an origin of this machine, such as an emulator's. */
export const isLocalGateway = (url: string): boolean => {
  if (!isDialable(url) || !isLoopback(url)) return false;
  const { username, password, pathname, search, hash } = new URL(url);
  return username + password + search + hash === '' && pathname === '/';
};

/** True for a URL of this machine only: 127.0.0.0/8, [::1] or localhost. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
