package dev.kiln.local.deployment;

import dev.kiln.ledger.Tables;
import dev.kiln.local.iam.Role;
import dev.kiln.local.states.StateMachineDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What the synthesised templates deploy. */
class DeploymentTest {
    private final Deployment deployment = Deployment.synthesised();

    @Test
    void tables_areThoseThatTheLedgerAndTheLineageAreWrittenFor() {
        assertThat(deployment.tables())
                .containsExactlyInAnyOrder(Tables.ledger("kiln-ledger"), Tables.lineage("kiln-lineage"));
    }

    @Test
    void functions_areCalledByTheirAlias() {
        assertThat(deployment.functions())
                .hasSize(18)
                .allSatisfy(f -> assertThat(f.arn())
                        .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:" + f.name() + ":live"));
    }

    @Test
    void topicOfBuilds_isToldToTheFunctionsThatPublish() {
        String topic = "arn:aws:sns:us-east-1:123456789012:kiln-builds";

        assertThat(deployment.topics()).contains(topic);
        assertThat(deployment.functions().stream()
                        .filter(f -> topic.equals(f.environment().get("KILN_NOTIFICATION_TOPIC_ARN"))))
                .extracting(FunctionSpec::name)
                .containsExactlyInAnyOrder("kiln-TrackExecution", "kiln-Sweep");
    }

    @Test
    void functions_haveRolesOfTheirOwn() {
        assertThat(deployment.functions()).extracting(FunctionSpec::role).doesNotHaveDuplicates();
    }

    @Test
    void builders_areLaunchedIntoSubnetsThatTheTemplatesMake() {
        var settings = deployment.settings();

        assertThat(deployment.network().zoneBySubnetId())
                .containsKeys(settings.subnetIds().toArray(String[]::new));
        assertThat(deployment.network().securityGroupIds()).contains(settings.securityGroupId());
        assertThat(deployment.network().instanceProfiles()).contains(settings.instanceProfile());
    }

    @Test
    void machine_isFilledInAndReadable() {
        assertThat(deployment.machine().definition())
                .contains(deployment.function("Prepare").arn());
        assertThatCode(() -> StateMachineDefinition.parse(deployment.machine().definition()))
                .doesNotThrowAnyException();
    }

    @Test
    void everyRole_allowsSomething() {
        assertThat(deployment.access().roles().values())
                .extracting(Role::permissions)
                .noneMatch(p -> p.isEmpty());
    }

    @Test
    void rules_handEventsToFunctionsAndWhatCannotBeToAQueue() {
        assertThat(deployment.rules())
                .flatExtracting(RuleSpec::targets)
                .allSatisfy(target -> assertThat(target.deadLetters()).isPresent());
    }
}
