package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the handler of uploads does with the schedules of recipes. */
final class SchedulePermissions {
    private final Arns arns;

    SchedulePermissions(Arns arns) {
        this.arns = arns;
    }

    /** Makes, changes and deletes schedules of recipes, and hands the one role to Scheduler that they run with. */
    Stream<PolicyStatement> schedule() {
        return Stream.of(
                Statements.allow(
                        "Schedules",
                        List.of(
                                "scheduler:GetSchedule",
                                "scheduler:CreateSchedule",
                                "scheduler:UpdateSchedule",
                                "scheduler:DeleteSchedule"),
                        List.of(arns.schedules("recipe-*"))),
                Statements.allow(
                        "GiveScheduleRole",
                        List.of("iam:PassRole"),
                        List.of(arns.role("schedule")),
                        Map.of("StringEquals", Map.of("iam:PassedToService", "scheduler.amazonaws.com"))));
    }
}
