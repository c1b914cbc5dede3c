package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;

/** An image of a machine that runs has a file system in the middle of its writes. */
final class NoImageOfARunningMachine extends Invariant {
    private final LocalAccount account;

    NoImageOfARunningMachine(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof CreateImageRequest create) {
            String state = state(create.instanceId());
            require(
                    state.equals("stopped"),
                    () -> "an image is made of " + create.instanceId() + ", which is " + state);
        }
    }

    private String state(String instanceId) {
        return account.ec2().describeInstances(r -> r.instanceIds(instanceId)).reservations().stream()
                .flatMap(r -> r.instances().stream())
                .map(instance -> instance.state().nameAsString())
                .findFirst()
                .orElse("gone");
    }
}
