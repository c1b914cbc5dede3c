package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.account.LocalAccount;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two builders of one build would both be changed, and one of them paid for nothing. */
final class AtMostOneRunningBuilderPerBuild extends Invariant {
    private final LocalAccount account;
    private final Hands hands;
    private final SortedMap<String, SortedSet<String>> running = new TreeMap<>();

    AtMostOneRunningBuilderPerBuild(Violations violations, LocalAccount account, Hands hands) {
        super(violations);
        this.account = account;
        this.hands = hands;
    }

    @Override
    public void event(JsonNode event) {
        Ec2Change.ofInstance(event)
                .ifPresent(change -> builderOf(change.id()).ifPresent(build -> {
                    var ofBuild = running.computeIfAbsent(build, b -> new TreeSet<>());
                    if (change.state().equals("pending") && !hands.hasStarted(change.id())) {
                        ofBuild.add(change.id());
                    } else if (!change.state().equals("running")) {
                        // Another build may have taken it over meanwhile.
                        running.values().forEach(builders -> builders.remove(change.id()));
                    }
                    require(ofBuild.size() <= 1, () -> build + " has the running builders " + ofBuild);
                }));
    }

    private Optional<String> builderOf(String instanceId) {
        return account.ec2()
                .tags(instanceId)
                .filter(tags -> "builder".equals(tags.get("kiln:role")))
                .map(tags -> tags.get("kiln:build"));
    }
}
