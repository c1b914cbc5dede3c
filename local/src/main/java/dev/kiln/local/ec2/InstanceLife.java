package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.InstanceStateName;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an instance is in its life.
 *
 * @param launchedAt of the last launch or start, as EC2 shows it
 * @param reason why it stopped or ended
 * @param transitionReason EC2's other text for that; empty unless a user asked for it
 * @param powered whether the guest has power
 * @param rebooting whether a CreateImage has asked the guest to shut down and will power it on again
 * @param shownUntil until when a terminated instance can be described
 */
public record InstanceLife(
        InstanceStateName state,
        Instant launchedAt,
        Optional<StoredReason> reason,
        String transitionReason,
        boolean powered,
        boolean rebooting,
        Optional<Instant> shownUntil) {
    static InstanceLife pending(Instant now) {
        return new InstanceLife(InstanceStateName.PENDING, now, Optional.empty(), "", false, false, Optional.empty());
    }

    InstanceLife in(InstanceStateName newState) {
        return new InstanceLife(newState, launchedAt, reason, transitionReason, powered, rebooting, shownUntil);
    }

    InstanceLife because(StoredReason newReason, String newTransitionReason) {
        return new InstanceLife(
                state, launchedAt, Optional.of(newReason), newTransitionReason, powered, rebooting, shownUntil);
    }

    InstanceLife withPower(boolean on) {
        return new InstanceLife(state, launchedAt, reason, transitionReason, on, rebooting, shownUntil);
    }

    InstanceLife withReboot(boolean on) {
        return new InstanceLife(state, launchedAt, reason, transitionReason, powered, on, shownUntil);
    }

    InstanceLife endedAndShownUntil(Instant until) {
        return new InstanceLife(
                InstanceStateName.TERMINATED, launchedAt, reason, transitionReason, false, false, Optional.of(until));
    }
}
