/** The provider's own `gateway` block: where it really connects to, whatever its region says. All three are text. */
export interface GatewayBlock {
  readonly host: string;
  readonly port: string;
  readonly protocol: string;
}

/** The gateway block of a URL such as `http://127.0.0.1:8083`; the protocol's own port is written out. Throws on what is no URL. */
export function gatewayBlock(url: string): GatewayBlock {
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol.replace(/:$/, '');
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || (scheme === 'https' ? '443' : '80'),
    protocol: scheme,
  };
}

/** True for a URL of this machine only: 127.0.0.0/8, [::1] or localhost. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
