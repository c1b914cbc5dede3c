package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;

/** An image that is available took an hour to make; whatever fails afterwards is no reason to throw it away. */
final class NoImageDeregisteredByAFailure extends Invariant {
    private final LocalAccount account;

    NoImageDeregisteredByAFailure(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof DeregisterImageRequest deregister) {
            require(
                    account.ec2().describeImages(r -> r.imageIds(deregister.imageId())).images().stream()
                            .noneMatch(image -> "available".equals(image.stateAsString())),
                    () -> call + " deregisters " + deregister.imageId() + ", which is available");
        }
    }
}
