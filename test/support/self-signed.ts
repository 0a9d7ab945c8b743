/*
 * A certificate that nobody vouches for, with its key: for tests on this machine only, of no use
 * anywhere else. Made once with openssl, because Node cannot make one and not every machine has it.
 */

export const SELF_SIGNED_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMhXcWcskR87rn5oP
XIEHN3w7CAV7HBXPQqC8SRStacyhRANCAAQ4boc/mUhXUzznKaRgrriG1lPaLFmE
4khlALrR6zyJlzASXOhb/S7NQUrPtGVv5BfUXo3T6HEwTsGRqe1dAWvK
-----END PRIVATE KEY-----
`;

export const SELF_SIGNED_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUA56VIVndMk0N8ky9Av77UJ394QcwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNTAwMTg1M1oYDzIxMjYxMTAx
MDAxODUzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ4boc/mUhXUzznKaRgrriG1lPaLFmE4khlALrR6zyJlzASXOhb/S7N
QUrPtGVv5BfUXo3T6HEwTsGRqe1dAWvKo1MwUTAdBgNVHQ4EFgQUXzjm13MBBLHk
Yi3NwpBgUOZkarowHwYDVR0jBBgwFoAUXzjm13MBBLHkYi3NwpBgUOZkarowDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBTlFZ7NbmZJXygS/TZunTo
69vrWSiEStqPGEw+2xkkfwIhAKiciPqbDJFN1wVE2NaJAoAFVHs9NOO2qHpnuVhn
QKvD
-----END CERTIFICATE-----
`;
