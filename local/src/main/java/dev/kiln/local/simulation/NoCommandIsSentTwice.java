package dev.kiln.local.simulation;

import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.util.Set;
import java.util.TreeSet;

/** Each attempt has a name of its own, by which one whose answer was lost is found instead of being sent again. */
final class NoCommandIsSentTwice extends Invariant {
    private final Set<String> sent = new TreeSet<>();

    NoCommandIsSentTwice(Violations violations) {
        super(violations);
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof SendCommandRequest request) {
            String attempt = request.instanceIds().getFirst() + ": " + request.comment();
            require(sent.add(attempt), () -> "sent twice to " + attempt);
        }
    }
}
