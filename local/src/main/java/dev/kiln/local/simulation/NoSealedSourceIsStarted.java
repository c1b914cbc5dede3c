package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;

/** The next boot of a generalized machine uses its generalization up, and it can never be an image any more. */
final class NoSealedSourceIsStarted extends Invariant {
    private final LocalAccount account;

    NoSealedSourceIsStarted(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof StartInstancesRequest start) {
            start.instanceIds()
                    .forEach(id -> require(!sealed(id), () -> call + " starts " + id + ", which is generalized"));
        }
        if (call.request() instanceof CreateImageRequest create && !Boolean.TRUE.equals(create.noReboot())) {
            require(
                    !sealed(create.instanceId()),
                    () -> call + " reboots " + create.instanceId() + ", which is generalized");
        }
    }

    private boolean sealed(String instanceId) {
        return account.ec2()
                .guest(instanceId)
                .filter(guest -> guest.disk().generalized())
                .isPresent();
    }
}
