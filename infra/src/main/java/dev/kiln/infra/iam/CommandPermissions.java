package dev.kiln.infra.iam;

import dev.kiln.aws.Commands;
import dev.kiln.aws.Tags;
import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What handlers ask of SSM. */
final class CommandPermissions {
    private CommandPermissions() {}

    /** Whether SSM reaches a machine; there is no resource level for it. */
    static PolicyStatement reach() {
        return Statements.allow("Reach", List.of("ssm:DescribeInstanceInformation"), List.of("*"));
    }

    /** Runs PowerShell on Kiln's machines, and follows it; following has no resource level. */
    static Stream<PolicyStatement> run() {
        return Stream.of(
                Statements.allow("CommandText", List.of("ssm:SendCommand"), List.of(Arns.document(Commands.DOCUMENT))),
                Statements.allow(
                        "CommandMachine",
                        List.of("ssm:SendCommand"),
                        List.of(Arns.ec2("instance/*")),
                        Map.of("StringEquals", Map.of("ssm:resourceTag/" + Tags.ROLE, List.of("builder", "verifier")))),
                follow());
    }

    /** Looks at commands; there is no resource level for it. */
    static PolicyStatement follow() {
        return Statements.allow("FollowCommand", List.of("ssm:ListCommands", "ssm:GetCommandInvocation"), List.of("*"));
    }

    /** Finds a command whose answer was lost; there is no resource level for it. */
    static PolicyStatement find() {
        return Statements.allow("FindCommand", List.of("ssm:ListCommands"), List.of("*"));
    }

    /** Resolves the parameters that recipes may name. */
    static PolicyStatement parameters(List<String> names) {
        return Statements.allow(
                "ParentParameters",
                List.of("ssm:GetParameter"),
                names.stream().map(Arns::parameter).toList());
    }
}
