package dev.kiln.local.deployment;

import dev.kiln.local.template.Resource;
import dev.kiln.local.template.TemplateRefused;
import dev.kiln.local.template.Templates;

import java.util.List;
import java.util.Optional;

/** The schedules of the templates. Those that are disabled never fire, and are left out. */
final class ScheduleReader {
    private ScheduleReader() {}

    static List<ScheduleSpec> read(Templates templates) {
        return templates.ofType("AWS::Scheduler::Schedule").stream()
                .filter(s -> s.find("State").orElse("ENABLED").equals("ENABLED"))
                .map(ScheduleReader::read)
                .toList();
    }

    private static ScheduleSpec read(Resource schedule) {
        if (!schedule.get("FlexibleTimeWindow").path("Mode").asText().equals("OFF")) {
            throw new TemplateRefused(schedule + ": a flexible time window is not known");
        }
        var target = schedule.required("Target");
        var retry = target.required("RetryPolicy");
        String queue = target.path("DeadLetterConfig").path("Arn").asText("");
        return new ScheduleSpec(
                schedule.find("GroupName").orElse("default"),
                schedule.ref(),
                schedule.text("ScheduleExpression"),
                schedule.find("ScheduleExpressionTimezone").orElse("UTC"),
                target.required("Arn").asText(),
                target.required("RoleArn").asText(),
                target.required("Input").asText(),
                retry.required("MaximumEventAgeInSeconds").asInt(),
                retry.required("MaximumRetryAttempts").asInt(),
                Optional.of(queue).filter(q -> !q.isEmpty()));
    }
}
