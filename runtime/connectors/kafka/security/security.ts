/** How a connection to a broker is encrypted, and how this client says who it is. */

/** Text such as a certificate: in a file, which is read anew for each connection, or at hand. */
export type Held = { readonly file: string } | { readonly text: string };

/** A PEM text, and the setting that named it, for messages. */
export type Pem = Held & { readonly setting: string };

export interface Encryption {
  /** Whose certificates are believed; without it those that Node.js believes, and NODE_EXTRA_CA_CERTS. */
  readonly trusted?: Pem;
  /** Who this client is, where brokers ask for a certificate: key and certificates apart, or in one file (PEM, PKCS #12). */
  readonly identity?:
    | { readonly certificates: Pem; readonly key: Pem; readonly passphrase?: string }
    | { readonly store: { readonly file: string; readonly setting: string }; readonly passphrase?: string };
  /** Whether the broker's name must be in its certificate. */
  readonly checkName: boolean;
  /** The name that is expected in the certificate, where it is another than the one connected to. */
  readonly serverName?: string;
  readonly oldest?: TlsVersion;
  readonly newest?: TlsVersion;
  /** As OpenSSL writes them, separated by colons. */
  readonly ciphers?: string;
}

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

export const PASSWORD_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
export type PasswordMechanism = (typeof PASSWORD_MECHANISMS)[number];

export type Login =
  | { readonly mechanism: PasswordMechanism; readonly username: string; readonly password: string }
  | {
      readonly mechanism: 'OAUTHBEARER';
      /** Asked for each login: a token may have been renewed. Rejects with ConnectorError. */
      readonly token: (signal: AbortSignal) => Promise<string>;
    };

export interface Security {
  readonly encryption?: Encryption;
  readonly login?: Login;
}
