package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import javax.crypto.Cipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static org.assertj.core.api.Assertions.assertThat;

/** Key pairs, and the Administrator's password that is encrypted for them. */
class KeyPairTest {
    /** What PKCS #8 has before a PKCS #1 key of 2048 bits, but for its two lengths. */
    private static final String HEADER = "020100300d06092a864886f70d0101010500";

    private final Ec2Lab lab = new Ec2Lab();

    private String create(String name) {
        return lab.ec2
                .createKeyPair(
                        r -> r.keyName(name).tagSpecifications(Ec2Lab.tags(ResourceType.KEY_PAIR, "kiln:deployment")))
                .keyMaterial();
    }

    private String passwordData(String instance) {
        return lab.ec2.getPasswordData(r -> r.instanceId(instance)).passwordData();
    }

    private static String decrypt(String data, String pem) throws GeneralSecurityException {
        byte[] pkcs1 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key(pkcs1));
        return new String(cipher.doFinal(Base64.getDecoder().decode(data)), StandardCharsets.UTF_8);
    }

    private static PrivateKey key(byte[] pkcs1) throws GeneralSecurityException {
        String hex = HexFormat.of().formatHex(pkcs1);
        String octets = "0482%04x".formatted(pkcs1.length) + hex;
        String body = HEADER + octets;
        byte[] pkcs8 = HexFormat.of().parseHex("3082%04x".formatted(body.length() / 2) + body);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    @Test
    void password_ofAMachine_isReadWithThePrivateKeyOfItsLaunchAlone() throws GeneralSecurityException {
        String pem = create("mine");
        String machine = lab.running(launch().keyName("mine"));
        assertThat(passwordData(machine)).as("before the agent has set it").isEmpty();

        lab.guest(machine).password = Optional.of("S3cret-of-this-machine");

        assertThat(decrypt(passwordData(machine), pem)).isEqualTo("S3cret-of-this-machine");
    }

    @Test
    void password_ofAMachineWithoutKeyPair_isNeverThere() {
        String machine = lab.running();
        lab.guest(machine).password = Optional.of("S3cret-of-this-machine");

        assertThat(passwordData(machine)).isEmpty();
    }

    @Test
    void keyPair_deletedAfterTheLaunch_stillServesTheMachine() {
        create("mine");
        String machine = lab.running(launch().keyName("mine"));
        lab.ec2.deleteKeyPair(r -> r.keyName("mine"));
        lab.guest(machine).password = Optional.of("S3cret-of-this-machine");

        assertThat(passwordData(machine)).isNotEmpty();
        assertThat(lab.instance(machine).keyName()).isEqualTo("mine");
        assertThat(code(() -> lab.launched(launch().keyName("mine")))).isEqualTo("InvalidKeyPair.NotFound");
    }

    @Test
    void keyPair_isFoundByItsTags_andItsNameIsTakenOnce() {
        create("mine");

        var tagged = Filter.builder().name("tag:kiln:deployment").values("1").build();
        assertThat(lab.ec2.describeKeyPairs(r -> r.filters(tagged)).keyPairs())
                .singleElement()
                .returns("mine", pair -> pair.keyName());
        assertThat(code(() -> create("mine"))).isEqualTo("InvalidKeyPair.Duplicate");
    }

    @Test
    void deletion_ofAKeyPairThatIsNotThere_changesNothing() {
        assertThat(lab.ec2.deleteKeyPair(r -> r.keyName("other")).returnValue()).isTrue();
    }
}
