const NAME = 'pocket';

/** What kubectl and the client library need to come in, as JSON, which is YAML. */
export function kubeconfig(url: string, certificate: string, token: string): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: NAME,
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(certificate).toString('base64'),
        },
      },
    ],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace: 'default' } }],
    'current-context': NAME,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
