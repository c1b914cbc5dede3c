package dev.kiln.local.simulation;

import dev.kiln.guest.GuestScript;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.windows.GuestCommand;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The next boot of a generalized machine uses its generalization up, and it can never be an image any more; one that
 * boots in the middle of Sysprep never comes up.
 */
final class NoSealedSourceIsStarted extends Invariant {
    private final LocalAccount account;
    private final SortedSet<String> sealing = new TreeSet<>();

    NoSealedSourceIsStarted(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof SendCommandRequest send
                && GuestCommand.read(send.parameters().get("commands")).script() == GuestScript.SEAL) {
            sealing.addAll(send.instanceIds());
        }
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof StartInstancesRequest start) {
            start.instanceIds()
                    .forEach(id -> require(!sealed(id), () -> call + " starts " + id + ", whose seal has begun"));
        }
        if (call.request() instanceof CreateImageRequest create && !Boolean.TRUE.equals(create.noReboot())) {
            require(
                    !sealed(create.instanceId()),
                    () -> call + " reboots " + create.instanceId() + ", whose seal has begun");
        }
    }

    private boolean sealed(String id) {
        return account.ec2()
                .guest(id)
                .filter(guest -> guest.disk().generalized()
                        || (sealing.contains(id) && !guest.disk().complete()))
                .isPresent();
    }
}
