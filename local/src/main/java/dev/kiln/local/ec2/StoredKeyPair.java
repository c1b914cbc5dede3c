package dev.kiln.local.ec2;

import java.time.Instant;

/**
 * A key pair, of which EC2 keeps the public half.
 *
 * @param publicKey an RSA key in X.509 form, in Base64
 */
public record StoredKeyPair(String keyPairId, String name, String publicKey, Instant createdAt) {}
