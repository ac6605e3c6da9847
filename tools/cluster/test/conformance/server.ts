/** An API server that is held against the table. */
export interface Server {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  readonly token: string;
  /** The certificate that it vouches for itself with, as PEM. */
  readonly ca: string;
}
