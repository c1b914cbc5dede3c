package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;

import java.util.Optional;

/** Machines launched from an image that is not generalized share their identity, and their names collide. */
final class NoImageOfAMachineNotProvenGeneralized extends Invariant {
    private final LocalAccount account;

    NoImageOfAMachineNotProvenGeneralized(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof CreateImageRequest create) {
            require(
                    generalized(create.instanceId()),
                    () -> "an image is made of " + create.instanceId() + ", whose disk is not generalized");
            require(
                    proven(create.instanceId()),
                    () -> "an image is made of " + create.instanceId() + ", of which no seal has succeeded");
        }
    }

    private boolean generalized(String instanceId) {
        return account.ec2()
                .guest(instanceId)
                .filter(guest -> guest.disk().generalized())
                .isPresent();
    }

    private boolean proven(String instanceId) {
        return account.ec2().tags(instanceId).flatMap(tags -> Optional.ofNullable(tags.get("kiln:build"))).stream()
                .flatMap(build -> account.records().ledger().resources(build).stream())
                .filter(row -> row.key().startsWith("command#" + instanceId + "#seal#"))
                .anyMatch(row -> "Success".equals(row.attributes().get("status")));
    }
}
