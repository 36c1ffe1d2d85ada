import { describe, expect, it } from 'vitest';
import { causesOf } from '../../src/verdict/error-causes.js';

describe('what is behind a message', () => {
  it.each([
    [
      'cURL error 60: SSL certificate problem: unable to get local issuer certificate (see https://curl.se)',
      'no-issuer',
    ],
    [
      'requests.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
      'no-issuer',
    ],
    [
      'sun.security.validator.ValidatorException: PKIX path building failed: unable to find valid certification path',
      'pkix',
    ],
    [
      'Get "https://api.weixin.qq.com": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'go-unknown-authority',
    ],
    ['Error: unable to verify the first certificate', 'first-certificate'],
    ['java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty', 'no-anchors'],
    ['SSL_connect returned=1 errno=0 state=error: certificate verify failed', 'verify-failed'],
    ['CURLE_PEER_FAILED_VERIFICATION', 'curl-60'],
    ['errors: RemoteCertificateChainErrors', 'dotnet-chain'],
    ['基础连接已经关闭: 未能为 SSL/TLS 安全通道建立信任关系。', 'dotnet-chain'],
    ['400 No required SSL certificate was sent', 'client-certificate'],
    ["Hostname/IP does not match certificate's altnames", 'host-name'],
    ['java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.', 'pkix'],
    ['javax.net.ssl.SSLPeerUnverifiedException: Certificate pinning failure!', 'pinning'],
    ['unable to get issuer certificate', 'no-issuer-above'],
  ])('%s', (message, id) => {
    expect(causesOf(message)[0]?.id).toBe(id);
  });

  it('of no library is not known', () => {
    expect(causesOf('connection refused')).toEqual([]);
  });
});
