package dev.kiln.local.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.handler.Pipeline;
import dev.kiln.local.autoscaling.LocalAutoScaling;
import dev.kiln.local.deployment.Deployment;
import dev.kiln.local.dynamo.LocalDynamo;
import dev.kiln.local.dynamo.MemoryDynamo;
import dev.kiln.local.ec2.LocalEc2;
import dev.kiln.local.event.EventBus;
import dev.kiln.local.iam.Permission;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.local.queue.LocalQueues;
import dev.kiln.local.request.Throttle;
import dev.kiln.local.s3.LocalS3;
import dev.kiln.local.schedule.LocalSchedules;
import dev.kiln.local.sns.LocalTopics;
import dev.kiln.local.ssm.LocalSsm;
import dev.kiln.local.states.LocalStates;
import dev.kiln.local.states.StateMachineDefinition;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.AmazonImages;
import dev.kiln.local.windows.InstallationMedia;
import dev.kiln.local.windows.ManagedNodes;
import dev.kiln.step.Retirement;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One AWS account in this JVM with the pipeline deployed into it from the synthesised templates alone: state machine,
 * functions with their environment, rules, schedules and roles, over services that live on one virtual clock. Every
 * call of a function is decided by the policies of its role.
 *
 * <p>It belongs to one thread. Nothing happens in it unless the clock is run.
 */
public final class LocalAccount implements AutoCloseable {
    /** The longest that a build can take: the state machine's own limit. */
    private static final Duration LONGEST_BUILD = Duration.ofDays(8);

    /** A lease that an operator has extended again and again is looked at all the same. */
    private static final Duration LONGEST_LEASE = Duration.ofDays(10_000);

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
    private final LocalAutoScaling autoScaling;
    private final LocalLambda lambda;
    private final LocalStates states;
    private final Throttle statesThrottle;
    private final LocalSchedules schedules;
    private final LocalQueues queues;
    private final LocalTopics topics;
    private final Deployment deployment;
    private final Sessions sessions;
    private final Steps.Records records;
    private final Steps steps;
    private final SortedSet<String> runningExecutions = new TreeSet<>();
    private final Runnable functions;

    LocalAccount(Timeline timeline, RandomSource random, LocalDynamo dynamo) {
        this(timeline, random, dynamo.client(), dynamo::close, Deployment.synthesised(), clients -> clients, timeline);
    }

    /**
     * The account of a deployment.
     *
     * @param dynamo has the deployment's tables
     * @param functionsUse puts something between the functions and the services, for example faults
     * @param functionsClock what the functions take for the time
     */
    LocalAccount(
            Timeline timeline,
            RandomSource random,
            DynamoDbClient dynamo,
            Runnable closeDynamo,
            Deployment deployment,
            UnaryOperator<Pipeline.Clients> functionsUse,
            InstantSource functionsClock) {
        this.timeline = timeline;
        this.dynamo = dynamo;
        this.closeDynamo = closeDynamo;
        this.deployment = deployment;
        this.sessions = new Sessions(deployment.access());
        this.queues = new LocalQueues(timeline, deployment.queues());
        this.topics = new LocalTopics(timeline, deployment.topics());
        this.bus = new EventBus(timeline, random.fork("events"));
        this.nodes = new ManagedNodes(timeline, random.fork("windows"));
        this.ec2 = new LocalEc2(
                timeline,
                random.fork("ec2"),
                bus,
                nodes,
                deployment.network(),
                AmazonImages.catalogue(),
                InstallationMedia.catalogue());
        this.ssm = new LocalSsm(timeline, random.fork("ssm"), bus, nodes, AmazonImages.parameters());
        this.autoScaling = new LocalAutoScaling();
        this.s3 = new LocalS3(timeline, random.fork("s3"), bus);
        nodes.files(s3::holds);
        this.lambda = new LocalLambda(timeline, random.fork("lambda"));
        this.states = new LocalStates(timeline, random.fork("states"), tasks(), this::executionChanged);
        this.statesThrottle = new Throttle(timeline);
        this.schedules = new LocalSchedules(
                timeline,
                random.fork("schedules"),
                new ScheduledFunctions(deployment.access(), sessions, lambda, queues),
                this::busy);
        this.records = Pipeline.records(deployment.settings(), dynamo);
        var services = new Pipeline.Clients(
                dynamo, ec2, ssm, new ThrottledStates(states, statesThrottle), s3, schedules, topics, autoScaling);
        this.steps = Pipeline.steps(deployment.settings(), functionsUse.apply(services), timeline);
        this.functions = deploy(services, functionsUse, functionsClock);
        functions.run();
    }

    /** What comes due by rate is needed while something runs, and as long as the ledger has a time for something. */
    private boolean busy() {
        var ever = timeline.instant().plus(LONGEST_LEASE);
        return !runningExecutions.isEmpty()
                || !records.leases().due(ever, 1).isEmpty()
                || !records.watches().due(ever, 1).isEmpty();
    }

    private TaskInvoker tasks() {
        var machine = deployment.machine();
        return new TaskInvoker(sessions.assume(machine.role(), "states.amazonaws.com", machine.name()), lambda);
    }

    /** Answers what deploys the functions. */
    private Runnable deploy(
            Pipeline.Clients services, UnaryOperator<Pipeline.Clients> functionsUse, InstantSource functionsClock) {
        var machine = deployment.machine();
        states.createStateMachine(machine.name(), StateMachineDefinition.parse(machine.definition()));
        deployment.buckets().forEach(s3::createBucket);
        var resources = new Resources(deployment, sessions, lambda, queues);
        var clients = new RoleClients(services, ec2, deployment.access(), machine.arn());
        resources.rules(bus);
        resources.schedules(schedules);
        return () -> resources.functions(clients, functionsUse, functionsClock);
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
        var timeline = new Timeline(start);
        return onMemoryTables(timeline, new RandomSource(seed), clients -> clients, timeline);
    }

    /**
     * The same for whoever decides how the calls of the functions go and what the functions take for the time.
     *
     * @param timeline the account's clock
     * @param functionsUse puts something between the functions and the services
     */
    public static LocalAccount onMemoryTables(
            Timeline timeline,
            RandomSource random,
            UnaryOperator<Pipeline.Clients> functionsUse,
            InstantSource functionsClock) {
        var dynamo = MemoryDynamo.with(tables());
        return new LocalAccount(
                timeline, random, dynamo, dynamo::close, Deployment.synthesised(), functionsUse, functionsClock);
    }

    /** Deploys all functions anew: what their instances remembered is forgotten. */
    public void deployFunctions() {
        functions.run();
    }

    static List<CreateTableRequest> tables() {
        return Deployment.synthesised().tables();
    }

    private void executionChanged(ObjectNode detail) {
        String execution = detail.path("executionArn").asText();
        if ("RUNNING".equals(detail.path("status").asText())) {
            runningExecutions.add(execution);
        } else {
            runningExecutions.remove(execution);
        }
        schedules.wake();
        bus.emit("aws.states", "Step Functions Execution Status Change", List.of(execution), detail);
    }

    /** All that the account has to keep on file, besides DynamoDB's own files. */
    AccountState state(int openings) {
        return new AccountState(
                openings,
                timeline.instant(),
                Optional.of(ec2.state()),
                Optional.of(s3.state()),
                Optional.of(schedules.state()),
                Optional.of(ssm.state()),
                Optional.of(states.state()));
    }

    /** Takes up what is on file. Machines go on with what they were at; executions that were running are aborted. */
    void restore(AccountState state) {
        state.ec2().ifPresent(ec2::restore);
        state.s3().ifPresent(s3::restore);
        state.schedules().ifPresent(schedules::restore);
        state.ssm().ifPresent(ssm::restore);
        state.states().ifPresent(onFile -> states.restore(onFile, Abandoned.ERROR, Abandoned.REDRIVABLE));
    }

    /** Runs the clock until no execution runs and what they left has settled. */
    public void runUntilQuiet() {
        timeline.runTo(timeline.instant().plus(SETTLING));
        timeline.runUntil(() -> runningExecutions.isEmpty(), timeline.instant().plus(LONGEST_BUILD));
        timeline.runTo(timeline.instant().plus(SETTLING));
    }

    /**
     * Whether EC2, SSM and Step Functions refuse calls of functions beyond the rates of their APIs, from now on. At
     * first they do not.
     */
    public void throttling(boolean on) {
        ec2.throttling(on);
        ssm.throttling(on);
        statesThrottle.turn(on);
    }

    /** The ARN of the execution that makes a build. */
    public String executionArn(String buildId) {
        return deployment.machine().arn().replace(":stateMachine:", ":execution:") + ":" + buildId;
    }

    /** How often each API of EC2, SSM, S3 and EventBridge Scheduler was called, by {@code service:Action}. */
    public SortedMap<String, Integer> calls() {
        var calls = new TreeMap<>(ec2.calls());
        calls.putAll(ssm.calls());
        calls.putAll(s3.calls());
        calls.putAll(schedules.calls());
        return calls;
    }

    /** What is deployed in it. */
    public Deployment deployment() {
        return deployment;
    }

    /** The permissions that let a call through since this account was made. */
    public SortedSet<Permission> permissionsUsed() {
        return sessions.used();
    }

    public LocalQueues queues() {
        return queues;
    }

    /** The topics, with what was published to them. */
    public LocalTopics topics() {
        return topics;
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

    /** What an operator retires its images with. */
    public Retirement retirement() {
        return Pipeline.retirement(records, ec2, autoScaling, timeline);
    }

    public LocalAutoScaling autoScaling() {
        return autoScaling;
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

    /** The work behind all states with the rights of the account's owner, for whoever looks or acts from outside. */
    public Steps steps() {
        return steps;
    }

    @Override
    public void close() {
        closeDynamo.run();
    }
}
