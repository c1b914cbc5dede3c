package dev.kiln.local.simulation;

import dev.kiln.ledger.Resource;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.windows.GuestCommand;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What no row announces, as intended or as open, is found by nobody when the function dies between the call and the
 * next write. A row that is closed announces nothing.
 */
final class EveryResourceHasARowWrittenBefore extends Invariant {
    private final LocalAccount account;

    EveryResourceHasARowWrittenBefore(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        switch (call.request()) {
            case RunInstancesRequest launch ->
                named(call, Requested.tag(launch.tagSpecifications(), "instance", "kiln:launch"));
            case CreateSnapshotsRequest take ->
                named(call, Requested.tag(take.tagSpecifications(), "snapshot", "kiln:launch"));
            case CreateImageRequest create -> image(call, create.tagSpecifications(), create.name());
            case CopyImageRequest copy -> image(call, copy.tagSpecifications(), copy.name());
            case SendCommandRequest send -> command(call, send);
            case CreateKeyPairRequest create -> keyPair(call, create);
            default -> {
                // Makes nothing.
            }
        }
    }

    private void named(ApiCall call, Optional<String> tag) {
        String name = tag.orElse("/");
        int slash = name.indexOf('/');
        var row = account.records().ledger().resource(name.substring(0, slash), name.substring(slash + 1));
        require(
                row.filter(r -> r.state() != Resource.State.CLOSED).isPresent(),
                () -> call + " makes " + name + " without a row that stands: " + row);
    }

    private void image(ApiCall call, List<TagSpecification> tags, String name) {
        String build = Requested.tag(tags, "image", "kiln:build").orElse("");
        require(
                has(build, "image", r -> name.equals(r.attributes().get("name"))),
                () -> call + " makes the image " + name + " without a row");
    }

    private void keyPair(ApiCall call, CreateKeyPairRequest create) {
        String build = Requested.tag(create.tagSpecifications(), "key-pair", "kiln:build")
                .orElse("");
        require(has(build, "key-pair#", r -> true), () -> call + " makes " + create.keyName() + " without a row");
    }

    private void command(ApiCall call, SendCommandRequest send) {
        String build = GuestCommand.read(send.parameters().get("commands"))
                .arguments()
                .path("build")
                .asText();
        String instance = send.instanceIds().getFirst();
        require(
                has(
                        build,
                        "command#" + instance + "#",
                        r -> send.comment().equals(r.attributes().get("comment"))),
                () -> call + " sends \"" + send.comment() + "\" without a row");
    }

    private boolean has(String build, String key, Predicate<Resource> test) {
        return account.records().ledger().resources(build).stream()
                .anyMatch(r -> r.key().startsWith(key) && r.state() != Resource.State.CLOSED && test.test(r));
    }
}
