package dev.kiln.local.simulation;

import dev.kiln.ledger.Resource;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The janitor tidies up after builds; a machine that a build holds which runs is none of its business. Looked at
 * whenever it has run.
 */
final class NoMachineInUseIsRemoved extends Invariant {
    /** The name of its function. */
    static final String JANITOR = "Janitor";

    private final LocalAccount account;
    private final List<String> wronged = new ArrayList<>();

    NoMachineInUseIsRemoved(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof TerminateInstancesRequest terminate && isJanitor(call.function())) {
            terminate
                    .instanceIds()
                    .forEach(id -> user(id).ifPresent(build -> wronged.add(id + ", which " + build + " holds")));
        }
    }

    @Override
    public void invoked(Sandbox.Call call, Invocation ended) {
        if (isJanitor(call.function())) {
            require(wronged.isEmpty(), () -> call.function() + " has ended " + wronged);
        }
    }

    private static boolean isJanitor(String function) {
        return function.endsWith("-" + JANITOR);
    }

    /** The build that runs and holds a machine. */
    private Optional<String> user(String instanceId) {
        return account.records().ledger().buildsConcerned(instanceId).stream()
                .filter(build -> holds(build, instanceId) && runs(build))
                .findFirst();
    }

    private boolean holds(String build, String instanceId) {
        return account.records().ledger().resources(build).stream()
                .anyMatch(row -> row.state() == Resource.State.OPEN
                        && row.key().startsWith("instance#")
                        && row.resourceId().filter(instanceId::equals).isPresent());
    }

    private boolean runs(String build) {
        return "RUNNING"
                .equals(account.states()
                        .describeExecution(r -> r.executionArn(account.executionArn(build)))
                        .statusAsString());
    }
}
