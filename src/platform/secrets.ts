/** Passwords and tokens, as the machine makes and checks them. */
export interface Secrets {
  /** What is kept of a password, with how it was made. */
  readonly hash: (password: string) => Promise<string>;
  /** Whether a password is the one of a hash; takes as long where there is none. */
  readonly matches: (password: string, hash: string | undefined) => Promise<boolean>;
  /** A new secret that nobody guesses, of 256 random bits. */
  readonly newToken: () => string;
}
