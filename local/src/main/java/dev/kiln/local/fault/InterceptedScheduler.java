package dev.kiln.local.fault;

import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

/** EventBridge Scheduler as the functions reach it when each call can go wrong. No function makes other calls. */
record InterceptedScheduler(SchedulerClient real, Calls calls) implements SchedulerClient {
    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        return calls.make("scheduler:CreateSchedule", request, () -> real.createSchedule(request));
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        return calls.make("scheduler:UpdateSchedule", request, () -> real.updateSchedule(request));
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
        return calls.make("scheduler:DeleteSchedule", request, () -> real.deleteSchedule(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
