package dev.kiln.infra;

import dev.kiln.infra.iam.Placement;
import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;

import java.util.SortedMap;
import java.util.TreeMap;

/** The environment variables of the functions. */
final class Environment {
    private final Names names;
    private final Arns arns;
    private final Placement placement;

    Environment(Names names, Placement placement) {
        this.names = names;
        this.arns = new Arns(names);
        this.placement = placement;
    }

    /** What a handler reads, and no more. */
    SortedMap<String, String> of(Handler handler) {
        var variables = new TreeMap<String, String>();
        variables.put("POWERTOOLS_SERVICE_NAME", names.prefix());
        switch (handler) {
            case START_BUILD -> variables.put("KILN_STATE_MACHINE_ARN", arns.stateMachine());
            case START_SCHEDULED_BUILDS -> {
                variables.put("KILN_STATE_MACHINE_ARN", arns.stateMachine());
                variables.put("KILN_RECIPE_BUCKET", names.recipeBucket());
            }
            case SCHEDULE_RECIPE -> {
                variables.put("KILN_RECIPE_BUCKET", names.recipeBucket());
                variables.put("KILN_SCHEDULE_GROUP", names.scheduleGroup());
                variables.put("KILN_SCHEDULE_TARGET_ARN", arns.function(Handler.START_SCHEDULED_BUILDS));
                variables.put("KILN_SCHEDULE_ROLE_ARN", arns.role(Schedules.ROLE));
                variables.put("KILN_SCHEDULE_DLQ_ARN", arns.queue(DeadLetters.SCHEDULES));
            }
            case PREPARE,
                    JOIN_BUILD,
                    LAUNCH_BUILDER,
                    RUN_STEP,
                    SEAL_BUILDER,
                    STOP_BUILDER,
                    CREATE_IMAGE,
                    TAG_IMAGE,
                    RETIRE_BUILDER,
                    VERIFY_IMAGE,
                    NOTIFY,
                    JANITOR -> variables.putAll(steps());
            case RETIRE_IMAGES -> {
                variables.putAll(steps());
                variables.put("KILN_RECIPE_BUCKET", names.recipeBucket());
            }
            case TRACK_EXECUTION, SWEEP -> {
                variables.putAll(steps());
                variables.put("KILN_RECIPE_BUCKET", names.recipeBucket());
                variables.put("KILN_NOTIFICATION_TOPIC_ARN", arns.notificationTopic());
            }
        }
        return variables;
    }

    private SortedMap<String, String> steps() {
        var variables = new TreeMap<String, String>();
        variables.put("KILN_LEDGER_TABLE", names.ledgerTable());
        variables.put("KILN_LINEAGE_TABLE", names.lineageTable());
        variables.put("KILN_SUBNET_IDS", String.join(",", placement.subnetIds()));
        variables.put("KILN_SECURITY_GROUP_ID", placement.securityGroupId());
        variables.put("KILN_INSTANCE_PROFILE", names.builder());
        return variables;
    }
}
