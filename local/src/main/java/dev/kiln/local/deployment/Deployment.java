package dev.kiln.local.deployment;

import dev.kiln.handler.Settings;
import dev.kiln.local.ec2.Network;
import dev.kiln.local.template.Templates;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

import java.util.List;

/**
 * All that the templates deploy and the local account has a counterpart for.
 *
 * @param tables as the calls that make them
 * @param buckets by name
 * @param queues their ARNs
 * @param topics their ARNs
 * @param scheduleGroups by name
 */
public record Deployment(
        List<FunctionSpec> functions,
        MachineSpec machine,
        List<RuleSpec> rules,
        List<String> scheduleGroups,
        List<ScheduleSpec> schedules,
        List<CreateTableRequest> tables,
        List<String> buckets,
        List<String> queues,
        List<String> topics,
        Network network,
        AccessSpec access) {
    public Deployment {
        functions = List.copyOf(functions);
        rules = List.copyOf(rules);
        scheduleGroups = List.copyOf(scheduleGroups);
        schedules = List.copyOf(schedules);
        tables = List.copyOf(tables);
        buckets = List.copyOf(buckets);
        queues = List.copyOf(queues);
        topics = List.copyOf(topics);
    }

    /** Read once: it never changes, and a test makes hundreds of accounts. */
    private static final class Synthesised {
        static final Deployment DEPLOYMENT = of(Templates.synthesised());
    }

    /** What the deployment's app synthesised when this was built. */
    public static Deployment synthesised() {
        return Synthesised.DEPLOYMENT;
    }

    /**
     * What templates deploy.
     *
     * @throws dev.kiln.local.template.TemplateRefused if they hold something that is not known
     * @throws dev.kiln.local.iam.PolicyRefused if a policy in them does
     */
    public static Deployment of(Templates templates) {
        return new Deployment(
                new FunctionReader(templates).read(),
                MachineReader.read(templates),
                RuleReader.read(templates),
                templates.ofType("AWS::Scheduler::ScheduleGroup").stream()
                        .map(g -> g.ref())
                        .toList(),
                ScheduleReader.read(templates),
                TableReader.read(templates),
                BucketReader.read(templates),
                templates.ofType("AWS::SQS::Queue").stream().map(q -> q.arn()).toList(),
                templates.ofType("AWS::SNS::Topic").stream().map(t -> t.arn()).toList(),
                NetworkReader.read(templates),
                AccessReader.read(templates));
    }

    /** The function of a handler, for example {@code Prepare}. */
    public FunctionSpec function(String handler) {
        return functions.stream()
                .filter(f -> f.handler().equals("dev.kiln.handler." + handler + "Handler"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the templates deploy no function of " + handler));
    }

    /** The bucket that recipes are uploaded to. */
    public String recipeBucket() {
        return buckets.getFirst();
    }

    /** Where builds are recorded and launched, as the functions of the states are told. */
    public Settings settings() {
        return Settings.of(function("Prepare").environment());
    }
}
