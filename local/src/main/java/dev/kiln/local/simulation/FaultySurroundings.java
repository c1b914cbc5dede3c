package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.ec2.LaunchFaults;
import dev.kiln.local.ec2.StoredReason;
import dev.kiln.local.time.RandomSource;
import software.amazon.awssdk.services.ec2.model.Instance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What befalls machines, the key and the capacity of zones, every few minutes anew; and images when they are made. */
final class FaultySurroundings {
    private static final Duration EVERY = Duration.ofMinutes(7);
    private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b");
    private static final StoredReason FAILED = new StoredReason(
            "Client.InternalError", "Client.InternalError: the snapshot could not be completed (injected)");
    private static final StoredReason KEY = new StoredReason(
            "Client.InvalidKMSKey.InvalidState", "Client.InvalidKMSKey.InvalidState: the key is disabled (injected)");

    private final LocalAccount account;
    private final Dice dice;
    private final Map<String, Instant> fullUntil = new TreeMap<>();
    private Instant keyDisabledUntil = Instant.MIN;

    FaultySurroundings(LocalAccount account, Dice dice) {
        this.account = account;
        this.dice = dice;
    }

    void begin() {
        account.ec2().capacity((zone, type) -> !now().isBefore(fullUntil.getOrDefault(zone, Instant.MIN)));
        account.ec2()
                .launchFaults(
                        (image, type) -> keyDisabled() ? Optional.of(LaunchFaults.KEY_REFUSED) : Optional.empty());
        account.ec2().imageFaults(this::imageFault);
        account.ec2().leftovers(id -> dice.strikes(FaultKind.LEFT_BEHIND, id));
        planNext();
    }

    private Instant now() {
        return account.timeline().instant();
    }

    private boolean keyDisabled() {
        return !dice.healed() && now().isBefore(keyDisabledUntil);
    }

    private Optional<StoredReason> imageFault(String name) {
        if (Strangers.isTheirs(name)) {
            return Optional.empty();
        }
        if (keyDisabled()) {
            return Optional.of(KEY);
        }
        return dice.strikes(FaultKind.IMAGE_FAILED, name) ? Optional.of(FAILED) : Optional.empty();
    }

    private void planNext() {
        account.timeline().after(EVERY, "the surroundings change", () -> {
            if (!dice.healed()) {
                change();
                planNext();
            }
        });
    }

    private void change() {
        for (String zone : ZONES) {
            if (dice.strikes(FaultKind.CAPACITY_GONE, zone)) {
                fullUntil.put(zone, later(FaultKind.CAPACITY_GONE, 20, 90));
            }
        }
        if (dice.strikes(FaultKind.KEY_DISABLED, "")) {
            keyDisabledUntil = later(FaultKind.KEY_DISABLED, 10, 60);
        }
        strike(FaultKind.AGENT_SILENT, this::silence);
        strike(FaultKind.INSTANCE_STOPPED, id -> account.ec2().stopInstances(r -> r.instanceIds(id)));
        strike(FaultKind.INSTANCE_TERMINATED, id -> account.ec2().terminateInstances(r -> r.instanceIds(id)));
    }

    /** EC2 has capacity again, and the key is enabled. */
    void heal() {
        fullUntil.clear();
    }

    private Instant later(FaultKind kind, int leastMinutes, int mostMinutes) {
        return now().plus(random(kind).between(Duration.ofMinutes(leastMinutes), Duration.ofMinutes(mostMinutes)));
    }

    private RandomSource random(FaultKind kind) {
        return dice.of(kind);
    }

    private interface Blow {
        void on(String instanceId);
    }

    private void strike(FaultKind kind, Blow blow) {
        var running = running();
        if (!running.isEmpty()) {
            String id = running.get(random(kind).nextInt(running.size()));
            if (dice.strikes(kind, id)) {
                blow.on(id);
            }
        }
    }

    private void silence(String id) {
        var lasting = random(FaultKind.AGENT_SILENT).between(Duration.ofMinutes(5), Duration.ofMinutes(40));
        account.nodes().machine(id).ifPresent(machine -> machine.agentFails(lasting));
    }

    private List<String> running() {
        return Machines.ours(account).stream()
                .filter(i -> "running".equals(i.state().nameAsString()))
                .map(Instance::instanceId)
                .toList();
    }
}
