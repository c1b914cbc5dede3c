package dev.kiln.local.windows;

import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.time.Instant;
import java.util.Optional;

/** The SSM agent of one machine, and what SSM knows of it. */
public final class SsmAgent {
    /** What the agent reports of its machine when it starts. */
    public record Inventory(String agentVersion, String platformName, String platformVersion, String computerName) {}

    private final Timeline timeline;
    private final AgentPresence presence;
    private final CommandWorker worker;
    private Optional<Inventory> inventory = Optional.empty();

    SsmAgent(Timeline timeline, RandomSource random, CommandWorker.Machine machine) {
        this.timeline = timeline;
        this.presence = new AgentPresence(random);
        this.worker = new CommandWorker(timeline, random, machine);
    }

    /** What the agent last reported; empty while SSM does not know the machine. */
    public Optional<Inventory> inventory() {
        return inventory;
    }

    /** When the agent last reported; empty when it never has. */
    public Optional<Instant> lastPing() {
        return presence.lastPing(timeline.instant());
    }

    /** Whether SSM takes the machine to be online; it may be down for some minutes before SSM notices. */
    public boolean seenOnline() {
        return presence.seenOnline(timeline.instant());
    }

    /** Whether the agent runs and is connected. */
    boolean online() {
        return worker.online();
    }

    /** Hands a command to the agent, which takes it when it is online. */
    public void assign(Assignment assignment) {
        worker.assign(assignment);
    }

    /** Takes back a command that has not started. */
    public void withdraw(String commandId) {
        worker.withdraw(commandId);
    }

    /** Asks the agent to end a command. */
    public void cancel(String commandId) {
        worker.cancel(commandId);
    }

    void start(WindowsDisk disk) {
        inventory = Optional.of(new Inventory(
                disk.ssmAgentVersion(), "Microsoft " + disk.release(), disk.osVersion(), disk.computerName()));
        presence.comesOnline(timeline.instant());
        worker.agentStarts();
    }

    boolean running() {
        return presence.online();
    }

    void stop() {
        presence.goesOffline(timeline.instant());
        worker.agentStops();
    }
}
