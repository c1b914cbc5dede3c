package dev.kiln.local.ssm;

import dev.kiln.local.event.EventSink;
import dev.kiln.local.request.Rate;
import dev.kiln.local.request.RequestFields;
import dev.kiln.local.request.Throttle;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.ManagedNodes;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CancelCommandRequest;
import software.amazon.awssdk.services.ssm.model.CancelCommandResponse;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;
import software.amazon.awssdk.services.ssm.model.SsmRequest;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Systems Manager of a local account (123456789012, us-east-1): Run Command with AWS-RunPowerShellScript on one
 * instance at a time, the inventory of machines, and public parameters.
 *
 * <p>Calls answer at once; agents work as events of the timeline. Like the rest of an account it belongs to one thread.
 * A call that is not overridden here and a request field that it could not honour are not supported: they throw
 * {@link UnsupportedOperationException} and say which.
 */
public final class LocalSsm implements SsmClient {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "us-east-1";

    /** AWS does not publish it; it is assumed, low enough that some dozens of builds at once reach it. */
    private static final Rate SEND_COMMAND = new Rate(20, 5);

    private final Throttle throttle;
    private final CommandStore store = new CommandStore();
    private final CommandDispatch dispatch;
    private final CommandQueries queries;
    private final NodeInventory inventory;
    private final ParameterStore parameters;
    private final Timeline timeline;
    private final SortedMap<String, Integer> calls = new TreeMap<>();

    /**
     * The service of one account.
     *
     * @param random draws command ids and latencies
     * @param events hears of every change of a command's status
     * @param nodes the machines
     * @param parameters public parameters: name to value
     */
    public LocalSsm(
            Timeline timeline,
            RandomSource random,
            EventSink events,
            ManagedNodes nodes,
            SortedMap<String, String> parameters) {
        this.timeline = timeline;
        this.throttle = new Throttle(timeline);
        this.dispatch = new CommandDispatch(timeline, random.fork("ssm"), nodes, store, new CommandEvents(events));
        this.queries = new CommandQueries(timeline, store);
        this.inventory = new NodeInventory(nodes);
        this.parameters = new ParameterStore(parameters, timeline.instant());
    }

    /**
     * Whether SendCommand beyond its rate fails with {@code ThrottlingException}, from now on; at first it does not.
     */
    public void throttling(boolean on) {
        throttle.turn(on);
    }

    /** How often each action was called, by its name in policies, for example {@code ssm:SendCommand}. */
    public SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(calls);
    }

    /** Every command, oldest first. */
    public List<CommandState> commands() {
        return store.all();
    }

    /** The commands that SSM still knows, to be kept on file. */
    public SsmState state() {
        return store.state(timeline.instant());
    }

    /**
     * Takes over the commands from file, after the machines have been resumed. A command that had not come to its end
     * is handed to its machine again, which goes on with it. If the machine is gone, SSM gives the command up in time.
     */
    public void restore(SsmState state) {
        store.goOnFrom(state.sent());
        CommandFile.read(state).forEach(dispatch::restore);
    }

    @Override
    public SendCommandResponse sendCommand(SendCommandRequest request) {
        accept("SendCommand", request, CommandOrder.FIELDS);
        if (!throttle.allows("SendCommand", SEND_COMMAND)) {
            throw SsmErrors.throttled();
        }
        var command = CommandViews.command(dispatch.send(request));
        return SendCommandResponse.builder().command(command).build();
    }

    @Override
    public CancelCommandResponse cancelCommand(CancelCommandRequest request) {
        accept("CancelCommand", request, CommandDispatch.CANCEL);
        dispatch.cancel(request);
        return CancelCommandResponse.builder().build();
    }

    @Override
    public GetCommandInvocationResponse getCommandInvocation(GetCommandInvocationRequest request) {
        accept("GetCommandInvocation", request, CommandQueries.INVOCATION);
        return queries.invocation(request);
    }

    @Override
    public ListCommandsResponse listCommands(ListCommandsRequest request) {
        accept("ListCommands", request, CommandQueries.COMMANDS);
        return queries.commands(request);
    }

    @Override
    public ListCommandInvocationsResponse listCommandInvocations(ListCommandInvocationsRequest request) {
        accept("ListCommandInvocations", request, CommandQueries.INVOCATIONS);
        return queries.invocations(request);
    }

    @Override
    public DescribeInstanceInformationResponse describeInstanceInformation(DescribeInstanceInformationRequest request) {
        accept("DescribeInstanceInformation", request, NodeInventory.FIELDS);
        return inventory.describe(request);
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        accept("GetParameter", request, ParameterStore.FIELDS);
        return parameters.get(request);
    }

    /** Counts a call, and refuses by name what it asks for and would not get. */
    private void accept(String action, SsmRequest request, Set<String> supported) {
        calls.merge("ssm:" + action, 1, Integer::sum);
        RequestFields.refuseOthers(action, request, supported);
    }

    @Override
    public String serviceName() {
        return "ssm";
    }

    @Override
    public void close() {
        // There is nothing to release.
    }
}
