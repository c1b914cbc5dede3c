package dev.kiln.local.account;

import dev.kiln.local.deployment.AccessSpec;
import dev.kiln.local.iam.AccessRequest;
import dev.kiln.local.iam.Arns;
import dev.kiln.local.iam.RequestContext;
import dev.kiln.local.iam.Role;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.local.queue.LocalQueues;
import dev.kiln.local.schedule.DeadStart;
import dev.kiln.local.schedule.ScheduleTarget;
import dev.kiln.local.schedule.StoredSchedule;

import java.util.Optional;

/**
 * The functions behind schedules. Scheduler assumes the role of the schedule, and in it invokes the function and sends
 * what it gives up to the queue (EventBridge Scheduler user guide, "Setting up the execution role", "Confused deputy
 * prevention").
 */
record ScheduledFunctions(AccessSpec access, Sessions sessions, LocalLambda lambda, LocalQueues queues)
        implements ScheduleTarget {
    private static final String SCHEDULER = "scheduler.amazonaws.com";

    @Override
    public Optional<Refusal> invoke(StoredSchedule schedule, String input) {
        String function = schedule.target().arn();
        var role = role(schedule);
        if (role.isEmpty()) {
            return refused(
                    "AccessDeniedException",
                    "The role " + schedule.target().roleArn() + " cannot be assumed by EventBridge Scheduler.");
        }
        var refusal = may(schedule, role.get(), "lambda:InvokeFunction", function);
        if (refusal.isPresent()) {
            return refused("AccessDeniedException", refusal.get());
        }
        if (!lambda.deployed(function)) {
            return refused("ResourceNotFoundException", "Function not found: " + function);
        }
        lambda.invokeAsync(function, input);
        return Optional.empty();
    }

    @Override
    public void giveUp(StoredSchedule schedule, DeadStart start) {
        role(schedule)
                .filter(role ->
                        may(schedule, role, "sqs:SendMessage", start.queueArn()).isEmpty())
                .ifPresent(role -> queues.send(start.queueArn(), start.body(), start.attributes()));
    }

    /** The role, if it lets Scheduler in for this group. */
    private Optional<Role> role(StoredSchedule schedule) {
        var context = RequestContext.empty()
                .with("aws:SourceArn", Arns.of("scheduler", "schedule-group/" + schedule.group()))
                .with("aws:SourceAccount", Arns.ACCOUNT);
        return access.findRole(schedule.target().roleArn()).filter(role -> role.trusts(SCHEDULER, context));
    }

    private Optional<String> may(StoredSchedule schedule, Role role, String action, String resource) {
        return sessions.session(role, schedule.name()).refusal(AccessRequest.on(action, resource));
    }

    private static Optional<Refusal> refused(String code, String message) {
        return Optional.of(new Refusal(code, message, false));
    }
}
