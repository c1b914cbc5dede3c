package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The policies with which CloudFormation makes a deployment, against the types in the templates. */
class ExecutionPolicyTest {
    private static final List<Path> POLICIES =
            List.of(Path.of("execution-policy-network.json"), Path.of("execution-policy.json"));

    /** IAM takes no longer policy of a customer (IAM user guide, "IAM and AWS STS quotas"); blanks do not count. */
    private static final int MOST_CHARACTERS = 6144;

    /** Besides resources: the version of the bootstrap stack, which every template of the CDK asks for. */
    private static final String BOOTSTRAP_VERSION = "ssm:GetParameters";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void synthesise() {
        Synthesised.into(folder, """
                prefix: other
                network: {nat: false}
                alarms: {email: operators@example.com}
                notifications: {email: operators@example.com}
                """);
    }

    /** Of the default deployment and of one that has what the default has not. */
    private static Set<String> types() {
        var types = new TreeSet<String>();
        Stream.concat(Template.all().stream(), Template.LIFECYCLES.stream().map(l -> Template.in(folder, "other", l)))
                .flatMap(t -> t.json().path("Resources").findValuesAsText("Type").stream())
                .filter(type -> type.startsWith("AWS::"))
                .forEach(types::add);
        return types;
    }

    private static Set<String> allowed() throws IOException {
        var actions = new TreeSet<String>();
        statements().forEach(s -> s.path("Action").forEach(action -> actions.add(action.asText())));
        return actions;
    }

    private static Stream<JsonNode> statements() throws IOException {
        var statements = new ArrayList<JsonNode>();
        for (Path policy : POLICIES) {
            PipelineJson.read(Files.readString(policy), JsonNode.class)
                    .path("Statement")
                    .forEach(statements::add);
        }
        return statements.stream();
    }

    @Test
    void everyType_isKnown() {
        assertThat(ResourceActions.byType().keySet())
                .as("a type that nobody listed fails in the middle of a deployment")
                .isEqualTo(types());
    }

    @Test
    void theyHoldWhatTheTypesNeed_andNothingElse() throws IOException {
        var needed = new TreeSet<String>();
        ResourceActions.byType().values().forEach(needed::addAll);
        needed.add(BOOTSTRAP_VERSION);

        assertThat(allowed()).isEqualTo(needed);
    }

    @Test
    void theyNameWhatTheyMayChange_whereverNamesArePossible() throws IOException {
        assertThat(statements()
                        .filter(s -> s.path("Resource").toString().contains("\"*\""))
                        .map(s -> s.path("Sid").asText()))
                .as("ids of EC2 and KMS are known only when the thing is there")
                .containsExactly("Network", "Key", "Lists");
    }

    @Test
    void rolesArePassed_toTheServicesThatUseThem() throws IOException {
        var pass = statements()
                .filter(s -> s.path("Action").toString().contains("iam:PassRole"))
                .toList();

        assertThat(pass)
                .singleElement()
                .satisfies(s -> assertThat(s.at("/Condition/StringEquals/iam:PassedToService"))
                        .extracting(JsonNode::asText)
                        .containsExactlyElementsOf(trusted()));
    }

    /** The services that the templates' roles trust. */
    private static List<String> trusted() {
        return Template.all().stream()
                .flatMap(t -> t.properties("AWS::IAM::Role"))
                .map(r -> r.at("/AssumeRolePolicyDocument/Statement/0/Principal/Service"))
                .map(Template::rendered)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void eachFitsIntoAManagedPolicy() throws IOException {
        for (Path policy : POLICIES) {
            assertThat(Files.readString(policy).replaceAll("\\s", "")).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        }
    }

    @Test
    void whoDeploys_becomesTheRolesOfTheBootstrap_andNothingElse() throws IOException {
        var policy = PipelineJson.read(Files.readString(Path.of("deployer-policy.json")), JsonNode.class);

        assertThat(policy.path("Statement")).singleElement().satisfies(s -> {
            assertThat(s.path("Action").asText()).isEqualTo("sts:AssumeRole");
            assertThat(s.path("Resource"))
                    .extracting(JsonNode::asText)
                    .containsExactly(
                            "arn:aws:iam::*:role/cdk-hnb659fds-deploy-role-*",
                            "arn:aws:iam::*:role/cdk-hnb659fds-file-publishing-role-*",
                            "arn:aws:iam::*:role/cdk-hnb659fds-lookup-role-*");
        });
    }
}
