package dev.kiln.local.ec2;

import javax.crypto.Cipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * RSA as EC2 uses it: key pairs of 2048 bits, and passwords encrypted for them with PKCS #1 padding (EC2 API reference,
 * CreateKeyPair and GetPasswordData). Making a key takes longer than a whole build here, so all key pairs that one
 * process makes are the same.
 */
final class RsaKeys {
    private static final int BITS = 2048;

    /** What PKCS #8 has before the PKCS #1 form of a key of this size. */
    private static final int PKCS8_HEADER = 26;

    private RsaKeys() {}

    private static final class Holder {
        static final KeyPair PAIR = generate();

        private static KeyPair generate() {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no RSA", e);
            }
        }
    }

    static String publicKey() {
        return Base64.getEncoder().encodeToString(Holder.PAIR.getPublic().getEncoded());
    }

    /** As EC2 hands it out, once. */
    static String privateKeyPem() {
        byte[] encoded = Holder.PAIR.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(encoded, PKCS8_HEADER, encoded.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs1)
                + "\n-----END RSA PRIVATE KEY-----";
    }

    /** A password for the owner of a private key, in Base64. */
    static String encrypt(String password, String publicKey) {
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return Base64.getEncoder().encodeToString(cipher.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt for the key pair", e);
        }
    }
}
