package dev.kiln.local.simulation;

import dev.kiln.aws.Builders;
import dev.kiln.aws.RecipeUpload;
import dev.kiln.build.Fork;
import dev.kiln.error.PipelineException;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.step.Repair;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What operators do in the consoles, each thing with a line in the trace. */
final class Desk {
    private static final int ALL = 1000;

    private final LocalAccount account;
    private final Hands hands;
    private final Trace trace;
    private int redrives;
    private int anew;

    Desk(LocalAccount account, Hands hands, Trace trace) {
        this.account = account;
        this.hands = hands;
        this.trace = trace;
    }

    /** All executions, the oldest first. */
    List<ExecutionListItem> executions() {
        return account
                .states()
                .listExecutions(r ->
                        r.stateMachineArn(account.deployment().machine().arn()).maxResults(ALL))
                .executions()
                .stream()
                .sorted(Comparator.comparing(ExecutionListItem::startDate).thenComparing(ExecutionListItem::name))
                .toList();
    }

    /** Uploads a recipe; answers the id of the build that this should start. */
    String upload(Workload.Upload upload) {
        var build = new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                .upload(upload.recipe().name(), upload.recipe().text(), new TreeMap<>(), "simulation", upload.rebuild())
                .executionName();
        trace.line("OPERATOR uploads " + build + (upload.rebuild() ? ", rebuild" : ""));
        return build;
    }

    /** Deletes a recipe, and with it its schedule. */
    void delete(Workload.Recipe recipe) {
        trace.line("OPERATOR deletes the recipe " + recipe.name());
        account.s3()
                .deleteObject(r ->
                        r.bucket(account.deployment().recipeBucket()).key("recipes/" + recipe.name() + "/recipe.yaml"));
    }

    /** Redrives; false when Step Functions refuses. */
    boolean redrive(String build) {
        try {
            account.states().redriveExecution(r -> r.executionArn(account.executionArn(build)));
        } catch (ExecutionNotRedrivableException e) {
            trace.line("OPERATOR cannot redrive " + build);
            return false;
        }
        trace.line("OPERATOR redrives " + build);
        hands.resumed(build);
        redrives++;
        return true;
    }

    /** Stops a build for good. */
    void cancel(String build) {
        trace.line("OPERATOR cancels " + build);
        hands.cancelled(build);
        account.states()
                .stopExecution(r -> r.executionArn(account.executionArn(build)).cause("cancelled by an operator"));
    }

    /** Starts a new execution with the same input, as the console's button does. */
    void startAnew(String build) {
        anew++;
        String name = build.replaceFirst("-anew-\\d+$", "") + "-anew-" + anew;
        trace.line("OPERATOR starts " + build + " anew as " + name);
        String input = account.states()
                .describeExecution(r -> r.executionArn(account.executionArn(build)))
                .input();
        account.states()
                .startExecution(
                        r -> r.stateMachineArn(account.deployment().machine().arn())
                                .name(name)
                                .input(input));
    }

    /** Opens the builder of a build to be changed by hand. */
    void repair(String build) {
        var records = account.records();
        var repair = new Repair(
                records.ledger(), records.builds(), records.leases(), new Builders(account.ec2()), account.timeline());
        try {
            String answer = switch (repair.open(build)) {
                case Repair.Answer.Open open -> {
                    hands.started(open.instanceId());
                    yield "opens " + open.instanceId() + " of " + build;
                }
                case Repair.Answer.Refused refused -> "cannot repair " + build;
            };
            trace.line("OPERATOR " + answer);
        } catch (PipelineException e) {
            trace.line("OPERATOR hears " + e.getMessage());
        }
    }

    /** Goes on with the builder of a build from its last step on, which is now another one. */
    void fork(String build, Workload.Recipe recipe) {
        String started = new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                .fork(recipe.name(), recipe.edited(), new TreeMap<>(), "simulation", new Fork(build, recipe.lastStep()))
                .executionName();
        trace.line("OPERATOR forks " + build + " as " + started);
    }

    void start(String instance) {
        trace.line("OPERATOR starts " + instance);
        hands.started(instance);
        try {
            account.ec2().startInstances(r -> r.instanceIds(instance));
        } catch (Ec2Exception e) {
            trace.line("OPERATOR hears " + e.getMessage());
        }
    }

    void stop(String instance) {
        trace.line("OPERATOR stops " + instance);
        account.ec2().stopInstances(r -> r.instanceIds(instance));
    }

    void terminate(String instance) {
        trace.line("OPERATOR terminates " + instance);
        account.ec2().terminateInstances(r -> r.instanceIds(instance));
    }

    /** Deploys the functions: their new instances remember nothing. */
    void deploy() {
        trace.line("OPERATOR deploys the functions");
        account.deployFunctions();
    }

    int redrives() {
        return redrives;
    }
}
