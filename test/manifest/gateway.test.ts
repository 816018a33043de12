import { describe, expect, it } from 'vitest';
import { gatewayBlock, isLoopback } from '../../lib/manifest/gateway';

/** How the provider puts an address together (platform-client-sdk-go, `getConfUrl`), which Go then takes apart as Node does. */
function connectsTo(url: string): string {
  const { protocol, host, port } = gatewayBlock(url);
  const address = port === '80' || port === '443' ? `${protocol}://${host}` : `${protocol}://${host}:${port}`;
  return new URL(`${address}/oauth/token`).origin;
}

describe('gatewayBlock', () => {
  it('writes out the port of the protocol', () => {
    expect(gatewayBlock('https://gateway.example.com')).toEqual({
      host: 'gateway.example.com',
      port: '443',
      protocol: 'https',
    });
  });

  it.each([
    'http://127.0.0.1:8083',
    'http://[::1]:8083',
    'https://[2001:db8::7]',
    'http://gateway.example.com:80',
    'https://gateway.example.com:443',
    'https://gateway.example.com:8443',
  ])('makes the provider connect to that very place: %s', (url) => {
    expect(connectsTo(url)).toBe(new URL(url).origin);
  });

  it('refuses a port that the provider would leave out', () => {
    expect(() => gatewayBlock('http://gateway.example.com:443')).toThrowErrorMatchingInlineSnapshot(
      `[Error: The gateway http://gateway.example.com:443 cannot be reached: the provider leaves port 443 out and would connect to port 80. Let the gateway listen on another port, or on port 80.]`,
    );
    expect(() => gatewayBlock('https://[::1]:80')).toThrowErrorMatchingInlineSnapshot(
      `[Error: The gateway https://[::1]:80 cannot be reached: the provider leaves port 80 out and would connect to port 443. Let the gateway listen on another port, or on port 443.]`,
    );
  });
});

describe('isLoopback', () => {
  it.each(['http://127.0.0.1:1', 'http://127.1', 'https://[::1]', 'http://LOCALHOST:9', 'http://[0::1]'])(
    'knows %s',
    (url) => expect(isLoopback(url)).toBe(true),
  );

  it.each([
    'http://128.0.0.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://0.0.0.0',
    'http://127.0.0.1@example.com',
    'http://[::2]',
    '127.0.0.1',
    '',
  ])('does not know %s', (url) => expect(isLoopback(url)).toBe(false));
});
