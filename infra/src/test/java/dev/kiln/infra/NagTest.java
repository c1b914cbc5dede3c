package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of cdk-nag's AwsSolutions, and why some of them do not hold here. */
class NagTest {
    private static final List<NagPackSuppression> REASONS = List.of(
            NagPackSuppression.builder()
                    .id("AwsSolutions-S1")
                    .reason(
                            "The lineage records which version of a recipe made an image, and the bucket keeps versions."
                                    + " Whoever needs to know who read a recipe turns on CloudTrail's data events.")
                    .build(),
            NagPackSuppression.builder()
                    .id("AwsSolutions-SQS3")
                    .reason("These queues are the dead-letter queues.")
                    .build(),
            wildcard("Resource::\\*", "The action has no resource level; PermissionsTest lists all of these."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:ec2:.*:(instance|volume|network-interface|key-pair)/\\*",
                    "EC2 gives the id when it makes the thing; a condition on Kiln's tags stands instead, see PermissionsTest."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:(ssm:.*:parameter|imagebuilder:.*:container-recipe)/\\*",
                    "An image that any parameter or container recipe names is not retired; EC2 looks in the name of who asks."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:ec2:.*:key-pair/[a-z-]+-\\*",
                    "The key pairs that prove images; each is named for its build."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:ec2:<AWS::Region>::(image|snapshot)/\\*",
                    "A recipe may name any image as its parent; what is made or tagged is held to Kiln's tags."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:ec2:.*:launch-template/\\*",
                    "The launch templates that recipes name for fast launches, which Kiln does not make."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:kms:.*:key/\\*",
                    "The keys that recipes name for images: EC2 alone may use them, and each key's own policy must allow it."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:s3:::.*/(recipes/\\*(/recipe.yaml)?|evidence/\\*)",
                    "The recipes of this bucket, whatever their names, and what failed builds left."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:states:.*:execution:[a-z-]+:\\*",
                    "The executions of this state machine, whatever their names."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:scheduler:.*:schedule/[a-z-]+/recipe-\\*",
                    "The schedules of recipes, whatever their names."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:secretsmanager:.*:secret:[a-z-]+/machines/\\*",
                    "The secrets that are named for machines; their ARNs end in six characters that nobody chooses."),
            wildcard(
                    "Resource::arn:<AWS::Partition>:ssm:.*:parameter/.*\\*",
                    "The parameters that the configuration lets recipes name."));

    private static NagPackSuppression wildcard(String finding, String reason) {
        return NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .appliesTo(List.of(RegexAppliesTo.builder()
                        .regex("/^" + finding.replace("/", "\\/") + "$/")
                        .build()))
                .reason(reason)
                .build();
    }

    @Test
    void theDefaultDeployment_keepsToTheRules_andNeedsEveryReason(@TempDir Path folder) throws IOException {
        Synthesised.into(folder, "", NagTest::check);
        var given =
                lines(folder).map(line -> line.path("exceptionReason").asText()).toList();

        assertThat(violations(folder)).isEmpty();
        assertThat(REASONS)
                .as("a reason that nothing needs would hide what comes later")
                .allMatch(r -> given.stream().anyMatch(reason -> reason.contains(r.getReason())));
    }

    @Test
    void aNetworkWithEndpoints_keepsToTheRules(@TempDir Path folder) throws IOException {
        Synthesised.into(folder, "network: {nat: false}", NagTest::check);

        assertThat(violations(folder)).isEmpty();
    }

    private static void check(App app) {
        app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .forEach(stack -> NagSuppressions.addStackSuppressions(stack, REASONS));
        Aspects.of(app)
                .add(AwsSolutionsChecks.Builder.create()
                        .reports(true)
                        .reportFormats(List.of(NagReportFormat.JSON))
                        .build());
    }

    private static List<String> violations(Path folder) throws IOException {
        return lines(folder)
                .filter(line -> !List.of("Compliant", "Suppressed")
                        .contains(line.path("compliance").asText()))
                .map(line -> line.path("ruleId").asText() + " "
                        + line.path("compliance").asText() + " "
                        + line.path("resourceId").asText() + ": "
                        + line.path("ruleInfo").asText())
                .toList();
    }

    private static Stream<JsonNode> lines(Path folder) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (String lifecycle : Template.LIFECYCLES) {
            Path report = folder.resolve("AwsSolutions-kiln-" + lifecycle + "-NagReport.json");
            PipelineJson.read(Files.readString(report), JsonNode.class)
                    .path("lines")
                    .forEach(lines::add);
        }
        return lines.stream();
    }
}
