package dev.kiln.local.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.guest.GuestResult;
import dev.kiln.guest.GuestScript;
import dev.kiln.guest.UserData;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.Guest;
import dev.kiln.local.ec2.PublicImage;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.AmazonImages;
import dev.kiln.local.windows.ManagedNodes;
import dev.kiln.local.windows.WindowsDisk;
import dev.kiln.local.windows.WindowsMachine;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrives;
import dev.kiln.seal.LaunchAgent;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Windows machines and the SSM service over one timeline, without EC2 around them. */
public final class SsmLab {
    /** An event as the sink hears it. */
    public record Told(Instant at, String source, String detailType, List<String> resources, ObjectNode detail) {}

    private static final Seal SYSPREP = Seal.DEFAULT;
    private static final Set<String> ENDED = Set.of("Success", "Failed", "TimedOut", "Cancelled");

    public final Timeline timeline = new Timeline(Instant.parse("2026-11-24T08:00:00Z"));
    public final List<Told> events = new ArrayList<>();
    public final List<String> poweredOff = new ArrayList<>();
    public final ManagedNodes nodes = new ManagedNodes(timeline, new RandomSource(11));
    public final LocalSsm ssm = newService();
    private int instances;

    public LocalSsm newService() {
        return new LocalSsm(timeline, new RandomSource(12), this::hear, nodes, AmazonImages.parameters());
    }

    private void hear(String source, String detailType, List<String> resources, ObjectNode detail) {
        events.add(new Told(timeline.instant(), source, detailType, resources, detail));
    }

    /** The newest image of a kind. */
    public static PublicImage image(String name) {
        return AmazonImages.catalogue().stream()
                .filter(image -> image.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** The disk of an image of Amazon's that has a launch agent. */
    public static WindowsDisk disk(LaunchAgent agent) {
        return image(
                        switch (agent) {
                            case EC2LAUNCH_V2 -> "Windows_Server-2022-English-Full-Base";
                            case EC2LAUNCH_V1 -> "Windows_Server-2019-English-Full-Base";
                            case EC2CONFIG -> "Windows_Server-2012-R2_RTM";
                        })
                .disk();
    }

    /** The disk of the newest Windows Server 2022. */
    public static WindowsDisk server2022() {
        return image("Windows_Server-2022-English-Full-Base").disk();
    }

    /** A machine that has not been powered on. */
    public WindowsMachine create(WindowsDisk disk, boolean instanceProfile) {
        return create(disk, instanceProfile, new TreeMap<>());
    }

    /** A machine with these volumes by their devices, that has not been powered on. */
    public WindowsMachine create(WindowsDisk disk, boolean instanceProfile, SortedMap<String, String> volumes) {
        String id = "i-%017x".formatted(++instances);
        var hardware = new Guest.Hardware(
                id, "10.0.0." + instances, "ami-1", instanceProfile, new UserData(id).script(), volumes);
        nodes.create(hardware, disk, inside -> poweredOff.add(id + (inside ? " by itself" : "")));
        return machine(id);
    }

    /** Launches a machine into another subnet and lets time pass; whether it comes online is not said. */
    public String launchElsewhere(WindowsDisk disk) {
        String id = "i-%017x".formatted(++instances);
        var hardware = new Guest.Hardware(id, "10.1.0." + instances, "ami-1", true, new UserData(id).script());
        nodes.create(hardware, disk, inside -> poweredOff.add(id));
        machine(id).powerOn();
        run(Duration.ofMinutes(30));
        return id;
    }

    /** Launches a machine and returns its instance id. */
    public String launch(WindowsDisk disk) {
        var machine = create(disk, true);
        machine.powerOn();
        return nodes.machines().lastKey();
    }

    /** Launches a machine and lets it come online. */
    public String online(WindowsDisk disk) {
        String id = launch(disk);
        letComeOnline(id);
        return id;
    }

    /** Launches a machine with these volumes by their devices and lets it come online. */
    public String online(WindowsDisk disk, SortedMap<String, String> volumes) {
        create(disk, true, volumes).powerOn();
        String id = nodes.machines().lastKey();
        letComeOnline(id);
        return id;
    }

    /** A Windows Server 2022 that is online. */
    public String online() {
        return online(server2022());
    }

    public void letComeOnline(String id) {
        Instant from = timeline.instant();
        if (!timeline.runUntil(() -> reportedSince(id, from), from.plus(Duration.ofHours(1)))) {
            throw new AssertionError(id + " does not come online");
        }
    }

    private boolean reportedSince(String id, Instant from) {
        return machine(id)
                .agent()
                .lastPing()
                .filter(ping -> !ping.isBefore(from))
                .isPresent();
    }

    public WindowsMachine machine(String id) {
        return nodes.machine(id).orElseThrow();
    }

    public Optional<InstanceInformation> information(String id) {
        var filter = InstanceInformationStringFilter.builder()
                .key("InstanceIds")
                .values(id)
                .build();
        return ssm.describeInstanceInformation(r -> r.filters(filter)).instanceInformationList().stream()
                .findFirst();
    }

    public void run(Duration duration) {
        timeline.runTo(timeline.instant().plus(duration));
    }

    /** Arguments that every script takes. */
    public static Map<String, Object> arguments(String step, String run) {
        return Map.of("build", "b1", "recipe", "iis", "step", step, "run", run);
    }

    public static Map<String, Object> arguments(String step, String run, Map<String, ?> more) {
        var all = new TreeMap<>(arguments(step, run));
        all.putAll(more);
        return all;
    }

    /** Sends a command and returns its id. */
    public String send(
            String id, GuestScript script, Map<String, ?> arguments, Consumer<SendCommandRequest.Builder> how) {
        return ssm.sendCommand(r -> {
                    r.documentName("AWS-RunPowerShellScript")
                            .instanceIds(id)
                            .parameters(Map.of("commands", script.command(arguments)));
                    how.accept(r);
                })
                .command()
                .commandId();
    }

    public String send(String id, GuestScript script, Map<String, ?> arguments) {
        return send(id, script, arguments, r -> {});
    }

    /** Sends a command and lets it come to its end. */
    public GetCommandInvocationResponse invoke(String id, GuestScript script, Map<String, ?> arguments) {
        return await(id, send(id, script, arguments));
    }

    public GetCommandInvocationResponse await(String id, String commandId) {
        run(Duration.ofSeconds(3));
        Instant limit = timeline.instant().plus(Duration.ofDays(40));
        if (!timeline.runUntil(() -> ENDED.contains(invocation(id, commandId).statusAsString()), limit)) {
            throw new AssertionError("the command does not end: " + invocation(id, commandId));
        }
        return invocation(id, commandId);
    }

    public GetCommandInvocationResponse invocation(String id, String commandId) {
        return ssm.getCommandInvocation(r -> r.instanceId(id).commandId(commandId));
    }

    /** What the guest script answered. */
    public static JsonNode result(GetCommandInvocationResponse invocation) {
        return GuestResult.read(invocation.standardOutputContent())
                .orElseThrow(() -> new AssertionError("no result: " + invocation))
                .detail();
    }

    public static JsonNode json(String text) {
        return PipelineJson.tree(text.replace('\'', '"'));
    }

    /** Runs a step of the recipe. */
    public GetCommandInvocationResponse step(String id, String step, String run) {
        return invoke(
                id,
                GuestScript.INVOKE_STEP,
                arguments(step, run, Map.of("script", Map.of("inline", "Install-It"), "exitCodes", List.of(0))));
    }

    /** The arguments of a seal by Sysprep with a random password. */
    public static Map<String, Object> sealArguments() {
        return arguments("seal", "seal-1", AgentSettings.arguments(SYSPREP, ImageDrives.NONE));
    }

    public GetCommandInvocationResponse seal(String id) {
        return invoke(id, GuestScript.SEAL, sealArguments());
    }

    /** Makes a machine ready for its image as a recipe wants it. */
    public GetCommandInvocationResponse seal(String id, Seal how) {
        return invoke(
                id, GuestScript.SEAL, arguments("seal", "seal-1", AgentSettings.arguments(how, ImageDrives.NONE)));
    }

    /** Looks at a machine of an image as a build does, with what the builder said of itself. */
    public JsonNode checkBoot(String id, Seal how, JsonNode builder, List<Map<String, String>> drives) {
        var seal = Map.of(
                "answers",
                how.answers().all(),
                "method",
                how.method().word(),
                "administratorPassword",
                how.administratorPassword().word());
        var arguments = new TreeMap<>(
                arguments("verify", "verify-1", Map.of("checks", List.of(), "seal", seal, "builder", builder)));
        if (!drives.isEmpty()) {
            arguments.put("drives", drives);
        }
        if (how.method() != Seal.Method.NONE) {
            arguments.put("userData", id);
        }
        return result(invoke(id, GuestScript.CHECK_BOOT, arguments));
    }

    public GetCommandInvocationResponse checkBoot(String id, List<Map<String, ?>> checks) {
        var seal = Map.of("method", "sysprep", "administratorPassword", "random");
        return invoke(
                id, GuestScript.CHECK_BOOT, arguments("verify", "verify-1", Map.of("checks", checks, "seal", seal)));
    }
}
