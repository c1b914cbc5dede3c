package dev.kiln.local.ec2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The instances by id, in the order of their launch. */
final class Instances {
    private static final String PREFIX = "i";
    private static final String NOT_FOUND = "InvalidInstanceID.NotFound";

    private final Engine engine;
    private final TagStore tags;
    private final Map<String, Machine> byId = new LinkedHashMap<>();
    private final Deque<Machine> terminated = new ArrayDeque<>();

    Instances(Engine engine, TagStore tags) {
        this.engine = engine;
        this.tags = tags;
    }

    void add(Machine machine) {
        byId.put(machine.facts().instanceId(), machine);
    }

    /** Remembers that an instance has ended, so that it can be forgotten some time later. */
    void ended(Machine machine) {
        terminated.add(machine);
    }

    /** The instance, also one that EC2 does not find yet. */
    Optional<Machine> find(String instanceId) {
        forgetOld();
        return Optional.ofNullable(byId.get(instanceId));
    }

    /** The instance as a call finds it, or EC2's error. */
    Machine existing(String instanceId) {
        return existing(List.of(instanceId)).getFirst();
    }

    /** The instances as a call finds them; EC2's error names all that are not there. */
    List<Machine> existing(List<String> instanceIds) {
        var found = new ArrayList<Machine>();
        var missing = new ArrayList<String>();
        for (String id : instanceIds) {
            checkForm(id);
            find(id).filter(this::visible).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        if (missing.size() == 1) {
            throw Ec2Errors.client(NOT_FOUND, "The instance ID '" + missing.getFirst() + "' does not exist");
        }
        if (!missing.isEmpty()) {
            throw Ec2Errors.client(NOT_FOUND, "The instance IDs '" + String.join(", ", missing) + "' do not exist");
        }
        return found;
    }

    private static void checkForm(String id) {
        if (!Ids.wellFormed(PREFIX, id)) {
            throw Ec2Errors.malformedId("InvalidInstanceID.Malformed", id, PREFIX);
        }
    }

    /** Every instance that EC2 shows. */
    Stream<Machine> shown() {
        forgetOld();
        return byId.values().stream().filter(this::visible);
    }

    /** Every instance there is. */
    Stream<Machine> all() {
        forgetOld();
        return byId.values().stream();
    }

    private boolean visible(Machine machine) {
        return engine.found(machine.facts().visibleAt());
    }

    private void forgetOld() {
        while (!terminated.isEmpty() && terminated.peek().forgotten()) {
            var facts = terminated.remove().facts();
            byId.remove(facts.instanceId());
            tags.forget(facts.instanceId());
        }
    }
}
