package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a builder may do. All builders share one instance profile, and IAM knows no condition that ties the session of
 * an instance to the recipe it builds: a builder can read the files of every recipe in the bucket, if it knows their
 * keys. It cannot list them, and reads nothing else.
 */
public final class BuilderPermissions {
    private final Arns arns;
    private final RecipePermissions recipes;
    private final String logGroupArn;

    public BuilderPermissions(Names names, String keyArn, String logGroupArn) {
        this.arns = new Arns(names);
        this.recipes = new RecipePermissions(arns, keyArn);
        this.logGroupArn = logGroupArn;
    }

    /** The statements of the builder's policy. */
    public List<PolicyStatement> all() {
        return Stream.of(agent(), recipes.payloads(), secrets(), Stream.of(logs()))
                .flatMap(s -> s)
                .toList();
    }

    /**
     * What the agent needs to be reached and to run commands, which is less than AmazonSSMManagedInstanceCore: that
     * lets a machine read every parameter of the account. These actions have no resource level (service authorization
     * reference, "Actions, resources, and condition keys for Amazon Session Manager Message Gateway Service" and those
     * beside it).
     */
    private static Stream<PolicyStatement> agent() {
        return Stream.of(
                Statements.allow(
                        "Agent",
                        List.of(
                                "ssm:UpdateInstanceInformation",
                                "ssm:ListAssociations",
                                "ssm:ListInstanceAssociations"),
                        List.of("*")),
                Statements.allow(
                        "AgentChannels",
                        List.of(
                                "ssmmessages:CreateControlChannel",
                                "ssmmessages:CreateDataChannel",
                                "ssmmessages:OpenControlChannel",
                                "ssmmessages:OpenDataChannel"),
                        List.of("*")),
                Statements.allow(
                        "AgentMessages",
                        List.of(
                                "ec2messages:AcknowledgeMessage",
                                "ec2messages:DeleteMessage",
                                "ec2messages:FailMessage",
                                "ec2messages:GetEndpoint",
                                "ec2messages:GetMessages",
                                "ec2messages:SendReply"),
                        List.of("*")));
    }

    /**
     * A password that a recipe names is read on the machine alone. The keys that Secrets Manager and Parameter Store
     * have by themselves need no permission of their own.
     */
    private Stream<PolicyStatement> secrets() {
        return Stream.of(
                Statements.allow("Secrets", List.of("secretsmanager:GetSecretValue"), List.of(arns.machineSecrets())),
                Statements.allow("SecureStrings", List.of("ssm:GetParameter"), List.of(arns.machineParameters())));
    }

    private PolicyStatement logs() {
        return Statements.allow("Logs", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logGroupArn));
    }
}
