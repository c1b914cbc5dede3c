package dev.kiln.local.iam;

import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

/**
 * EventBridge Scheduler for one role: the calls that the pipeline makes, each asked about first (Service Authorization
 * Reference, "Actions, resources, and condition keys for Amazon EventBridge Scheduler"). Who gives a schedule a role
 * must be allowed to pass it on.
 */
public final class AuthorizedScheduler implements SchedulerClient {
    private final SchedulerClient real;
    private final Gate gate;

    public AuthorizedScheduler(SchedulerClient real, Session session) {
        this.real = real;
        this.gate = new Gate(session, AccessErrors::scheduler);
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        pass("CreateSchedule", request.groupName(), request.name());
        passRole(request.target().roleArn());
        return real.createSchedule(request);
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        pass("UpdateSchedule", request.groupName(), request.name());
        passRole(request.target().roleArn());
        return real.updateSchedule(request);
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
        pass("DeleteSchedule", request.groupName(), request.name());
        return real.deleteSchedule(request);
    }

    private void pass(String action, String group, String name) {
        gate.pass(AccessRequest.on("scheduler:" + action, Arns.of("scheduler", "schedule/" + group + "/" + name)));
    }

    private void passRole(String role) {
        gate.pass(new AccessRequest(
                "iam:PassRole", role, RequestContext.empty().with("iam:PassedToService", "scheduler.amazonaws.com")));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
