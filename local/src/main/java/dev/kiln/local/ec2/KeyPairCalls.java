package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataRequest;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Key pairs of RSA, and what is encrypted for them. */
final class KeyPairCalls {
    static final Set<String> CREATE = Set.of("KeyName", "KeyType", "TagSpecifications");
    static final Set<String> DELETE = Set.of("KeyName");
    static final Set<String> DESCRIBE = Set.of("KeyNames", "Filters");
    static final Set<String> PASSWORD = Set.of("InstanceId");

    private final Engine engine;
    private final Store store;
    private final Filters<StoredKeyPair> filters;

    KeyPairCalls(Engine engine, Store store) {
        this.engine = engine;
        this.store = store;
        this.filters = new Filters<>(
                Map.of(
                        "key-name", pair -> Stream.of(pair.name()),
                        "key-pair-id", pair -> Stream.of(pair.keyPairId())),
                pair -> store.tags().of(pair.keyPairId()));
    }

    CreateKeyPairResponse create(CreateKeyPairRequest request) {
        String name = Optional.ofNullable(request.keyName()).orElseThrow(() -> Ec2Errors.missing("KeyName"));
        if (Optional.ofNullable(request.keyType())
                .filter(type -> type != KeyType.RSA)
                .isPresent()) {
            throw new UnsupportedOperationException(
                    "CreateKeyPair: the type " + request.keyTypeAsString() + " is not supported by the local account");
        }
        if (store.keyPairs().find(name).isPresent()) {
            throw Ec2Errors.client("InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
        }
        var tags = TagRules.atCreation(request.tagSpecifications(), Set.of(ResourceType.KEY_PAIR));
        var pair = new StoredKeyPair(engine.ids().next("key"), name, RsaKeys.publicKey(), engine.now());
        store.keyPairs().add(pair);
        store.tags().put(pair.keyPairId(), tags.get(ResourceType.KEY_PAIR));
        return CreateKeyPairResponse.builder()
                .keyName(name)
                .keyPairId(pair.keyPairId())
                .keyMaterial(RsaKeys.privateKeyPem())
                .tags(store.tags().list(pair.keyPairId()))
                .build();
    }

    /** Deleting one that is not there succeeds. */
    DeleteKeyPairResponse delete(DeleteKeyPairRequest request) {
        String name = Optional.ofNullable(request.keyName()).orElseThrow(() -> Ec2Errors.missing("KeyName"));
        store.keyPairs().find(name).ifPresent(store.keyPairs()::remove);
        return DeleteKeyPairResponse.builder().returnValue(true).build();
    }

    DescribeKeyPairsResponse describe(DescribeKeyPairsRequest request) {
        var candidates = request.keyNames().isEmpty()
                ? store.keyPairs().all().stream()
                : request.keyNames().stream().map(store.keyPairs()::existing);
        return DescribeKeyPairsResponse.builder()
                .keyPairs(candidates
                        .filter(filters.of(request.filters()))
                        .map(this::view)
                        .toList())
                .build();
    }

    private KeyPairInfo view(StoredKeyPair pair) {
        return KeyPairInfo.builder()
                .keyName(pair.name())
                .keyPairId(pair.keyPairId())
                .keyType(KeyType.RSA)
                .createTime(pair.createdAt())
                .tags(store.tags().list(pair.keyPairId()))
                .build();
    }

    /** Empty text until the launch agent has set a random password, and for ever without a key pair. */
    GetPasswordDataResponse password(GetPasswordDataRequest request) {
        var machine = store.instances()
                .existing(Optional.ofNullable(request.instanceId()).orElseThrow(() -> Ec2Errors.missing("InstanceId")));
        var data = machine.facts()
                .publicKey()
                .flatMap(key -> machine.guest().randomPassword().map(password -> RsaKeys.encrypt(password, key)));
        return GetPasswordDataResponse.builder()
                .instanceId(request.instanceId())
                .passwordData(data.orElse(""))
                .timestamp(engine.now())
                .build();
    }
}
