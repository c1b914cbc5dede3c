package dev.kiln.local.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.handler.Pipeline;
import dev.kiln.ledger.Tables;
import dev.kiln.local.dynamo.LocalDynamo;
import dev.kiln.local.dynamo.MemoryDynamo;
import dev.kiln.local.ec2.LocalEc2;
import dev.kiln.local.ec2.Network;
import dev.kiln.local.event.EventBus;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.local.s3.LocalS3;
import dev.kiln.local.schedule.LocalScheduler;
import dev.kiln.local.schedule.LocalSchedules;
import dev.kiln.local.schedule.ScheduleTarget;
import dev.kiln.local.ssm.LocalSsm;
import dev.kiln.local.states.LocalStates;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.AmazonImages;
import dev.kiln.local.windows.ManagedNodes;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One AWS account in this JVM with the pipeline deployed into it: the state machine's own file, the handlers' own code
 * and the rules' own patterns, over services that live on one virtual clock.
 *
 * <p>It belongs to one thread. Nothing happens in it unless the clock is run.
 */
public final class LocalAccount implements AutoCloseable {
    /** The longest that a build can take: the state machine's own limit. */
    private static final Duration LONGEST_BUILD = Duration.ofDays(8);

    /** The slowest event needs so long to arrive, and a machine to go down. */
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private final Timeline timeline;
    private final DynamoDbClient dynamo;
    private final Runnable closeDynamo;
    private final EventBus bus;
    private final ManagedNodes nodes;
    private final LocalEc2 ec2;
    private final LocalSsm ssm;
    private final LocalS3 s3;
    private final LocalLambda lambda;
    private final LocalStates states;
    private final LocalScheduler scheduler;
    private final LocalSchedules schedules;
    private final Steps.Records records;
    private final Steps steps;
    private final String stateMachineArn;
    private int runningExecutions;

    LocalAccount(Timeline timeline, RandomSource random, LocalDynamo dynamo) {
        this(timeline, random, dynamo, clients -> clients);
    }

    /** An account whose functions reach its services through other clients, for example ones with faults. */
    LocalAccount(
            Timeline timeline, RandomSource random, LocalDynamo dynamo, UnaryOperator<Pipeline.Clients> functionsUse) {
        this(timeline, random, dynamo.client(), dynamo::close, functionsUse);
    }

    LocalAccount(
            Timeline timeline,
            RandomSource random,
            DynamoDbClient dynamo,
            Runnable closeDynamo,
            UnaryOperator<Pipeline.Clients> functionsUse) {
        this.timeline = timeline;
        this.dynamo = dynamo;
        this.closeDynamo = closeDynamo;
        this.bus = new EventBus(timeline, random.fork("events"));
        this.nodes = new ManagedNodes(timeline, random.fork("windows"));
        this.ec2 = new LocalEc2(timeline, random.fork("ec2"), bus, nodes, network(), AmazonImages.catalogue());
        this.ssm = new LocalSsm(timeline, random.fork("ssm"), bus, nodes, AmazonImages.parameters());
        this.s3 = new LocalS3(timeline, random.fork("s3"), bus);
        this.lambda = new LocalLambda(timeline, random.fork("lambda"));
        this.states = new LocalStates(timeline, random.fork("states"), lambda, this::executionChanged);
        this.scheduler = new LocalScheduler(timeline, () -> runningExecutions > 0);
        this.schedules = new LocalSchedules(
                timeline, random.fork("schedules"), this::scheduleFires, () -> runningExecutions > 0);
        this.stateMachineArn = states.createStateMachine(Names.STATE_MACHINE, Definition.stateMachine());
        this.records = Pipeline.records(Names.settings(), dynamo);
        var clients = functionsUse.apply(new Pipeline.Clients(dynamo, ec2, ssm, states, s3, schedules));
        this.steps = Pipeline.steps(Names.settings(), clients, timeline);
        s3.createBucket(Names.BUCKET);
        Deployment.functions(lambda, steps, clients, timeline, stateMachineArn);
        Deployment.rules(bus, lambda, stateMachineArn);
        Deployment.schedules(schedules);
        scheduler.every(Duration.ofMinutes(1), "sweep", () -> lambda.invokeAsync(Names.function("Sweep"), "{}"));
    }

    /** An account that is gone when it is closed. */
    public static LocalAccount inMemory(Instant start, long seed) {
        return new LocalAccount(new Timeline(start), new RandomSource(seed), LocalDynamo.inMemory(tables()));
    }

    /**
     * The same, but without DynamoDB Local, which takes most of the time of a build: the tables are
     * {@link MemoryDynamo}. For measuring and simulating many builds.
     */
    public static LocalAccount onMemoryTables(Instant start, long seed) {
        var dynamo = MemoryDynamo.with(tables());
        return new LocalAccount(new Timeline(start), new RandomSource(seed), dynamo, dynamo::close, clients -> clients);
    }

    static List<CreateTableRequest> tables() {
        return List.of(Tables.ledger(Names.LEDGER), Tables.lineage(Names.LINEAGE));
    }

    private static Network network() {
        return new Network(
                new TreeMap<>(Map.of(Names.SUBNET_A, Names.REGION + "a", Names.SUBNET_B, Names.REGION + "b")),
                new TreeSet<>(List.of(Names.SECURITY_GROUP)),
                new TreeSet<>(List.of(Names.INSTANCE_PROFILE)));
    }

    private Optional<ScheduleTarget.Refusal> scheduleFires(String functionArn, String input) {
        if (!lambda.deployed(functionArn)) {
            return Optional.of(new ScheduleTarget.Refusal(
                    "ResourceNotFoundException", "Function not found: " + functionArn, false));
        }
        lambda.invokeAsync(functionArn, input);
        return Optional.empty();
    }

    private void executionChanged(ObjectNode detail) {
        runningExecutions += "RUNNING".equals(detail.path("status").asText()) ? 1 : -1;
        scheduler.wake();
        schedules.wake();
        bus.emit(
                "aws.states",
                "Step Functions Execution Status Change",
                List.of(detail.path("executionArn").asText()),
                detail);
    }

    /** Runs the clock until no execution runs and what they left has settled. */
    public void runUntilQuiet() {
        timeline.runTo(timeline.instant().plus(SETTLING));
        timeline.runUntil(() -> runningExecutions == 0, timeline.instant().plus(LONGEST_BUILD));
        timeline.runTo(timeline.instant().plus(SETTLING));
    }

    /** The ARN of the execution that makes a build. */
    public String executionArn(String buildId) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + buildId;
    }

    /** How often each API of EC2, SSM, S3 and EventBridge Scheduler was called, by {@code service:Action}. */
    public SortedMap<String, Integer> calls() {
        var calls = new TreeMap<>(ec2.calls());
        calls.putAll(ssm.calls());
        calls.putAll(s3.calls());
        calls.putAll(schedules.calls());
        return calls;
    }

    public Timeline timeline() {
        return timeline;
    }

    public EventBus bus() {
        return bus;
    }

    public ManagedNodes nodes() {
        return nodes;
    }

    /** The tables. */
    public DynamoDbClient dynamo() {
        return dynamo;
    }

    public LocalEc2 ec2() {
        return ec2;
    }

    public LocalSsm ssm() {
        return ssm;
    }

    public LocalS3 s3() {
        return s3;
    }

    public LocalSchedules schedules() {
        return schedules;
    }

    public LocalStates states() {
        return states;
    }

    public LocalLambda lambda() {
        return lambda;
    }

    /** What builds have left in DynamoDB. */
    public Steps.Records records() {
        return records;
    }

    public Steps steps() {
        return steps;
    }

    @Override
    public void close() {
        closeDynamo.run();
    }
}
