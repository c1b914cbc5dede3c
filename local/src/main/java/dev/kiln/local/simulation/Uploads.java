package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

import java.util.ArrayList;
import java.util.List;

/** The uploads of the workload, each at its time. */
final class Uploads {
    private final Workload workload;
    private final LocalAccount account;
    private final Desk desk;
    private final List<Made> made = new ArrayList<>();

    /** One that was made, and the build that it should have started. */
    private record Made(Workload.Upload upload, String build) {}

    Uploads(Workload workload, LocalAccount account, Desk desk) {
        this.workload = workload;
        this.account = account;
        this.desk = desk;
    }

    void begin() {
        workload.uploads()
                .forEach(upload -> account.timeline()
                        .after(upload.at(), "an upload of " + upload.recipe().name(), () -> make(upload)));
    }

    private void make(Workload.Upload upload) {
        made.add(new Made(upload, desk.upload(upload)));
    }

    /**
     * Whoever uploaded and saw no build begin looks at the dead letters, and uploads again.
     *
     * @return whether there was such a one
     */
    boolean repeatLost() {
        var lost = made.stream().filter(upload -> !started(upload.build())).toList();
        made.removeAll(lost);
        lost.forEach(upload -> make(upload.upload()));
        return !lost.isEmpty();
    }

    private boolean started(String build) {
        try {
            account.states().describeExecution(r -> r.executionArn(account.executionArn(build)));
            return true;
        } catch (ExecutionDoesNotExistException e) {
            return false;
        }
    }
}
