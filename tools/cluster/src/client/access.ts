/** Where an API server is, and what lets a client in. */
export interface Access {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  /** The only one that it may show, in PEM. */
  readonly certificate: string;
  readonly token: string;
}

/** A kubeconfig as the pocket cluster writes it. */
export interface Kubeconfig {
  readonly clusters: readonly [
    { cluster: { server: string; 'certificate-authority-data': string; extensions?: unknown } },
  ];
  readonly users: readonly [{ user: { token: string } }];
}

/** What lets a client in, out of the text of a kubeconfig of the pocket cluster. @throws if it is none */
export function accessIn(text: string): Access {
  const { clusters, users } = JSON.parse(text) as Kubeconfig;
  const { server, 'certificate-authority-data': certificate } = clusters[0].cluster;
  return {
    url: server,
    certificate: Buffer.from(certificate, 'base64').toString(),
    token: users[0].user.token,
  };
}
