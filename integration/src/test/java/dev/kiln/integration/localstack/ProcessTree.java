package dev.kiln.integration.localstack;

import java.util.ArrayList;
import java.util.List;

/** A process that was started here, with those that it started. */
final class ProcessTree implements AutoCloseable {
    private final Process root;
    private final Thread atExit = new Thread(this::kill, "end-localstack");

    /** Takes over a process: it ends at the latest with this JVM. */
    ProcessTree(Process root) {
        this.root = root;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    boolean alive() {
        return root.isAlive();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /**
     * Ends each by its id, the root first, so that it starts no more. A function that is being started at that very
     * moment ends by itself: its Runtime API is gone.
     */
    private void kill() {
        List<ProcessHandle> all = new ArrayList<>(List.of(root.toHandle()));
        all.addAll(root.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }
}
