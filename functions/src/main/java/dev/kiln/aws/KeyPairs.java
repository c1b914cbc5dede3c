package dev.kiln.aws;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import java.util.Set;
import java.util.SortedMap;

/** Key pairs for which the password of a Windows machine is encrypted. Nobody keeps the private halves. */
public final class KeyPairs {
    private final Ec2Client ec2;

    public KeyPairs(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /**
     * Makes a key pair, or leaves the one that is there by this name. The private key comes with the answer and is
     * dropped with it. Windows takes no other type than RSA (EC2 API reference, CreateKeyPair).
     */
    public void create(String name, SortedMap<String, String> tags) {
        AwsCall.unless(
                Set.of("InvalidKeyPair.Duplicate"),
                "CreateKeyPair (" + name + ")",
                () -> ec2.createKeyPair(r -> r.keyName(name)
                        .keyType(KeyType.RSA)
                        .tagSpecifications(Tags.specification(ResourceType.KEY_PAIR, tags))));
    }

    /** Deletes a key pair; one that is gone stays gone. */
    public void delete(String name) {
        AwsCall.unless(
                Set.of("InvalidKeyPair.NotFound"),
                "DeleteKeyPair (" + name + ")",
                () -> ec2.deleteKeyPair(r -> r.keyName(name)));
    }
}
