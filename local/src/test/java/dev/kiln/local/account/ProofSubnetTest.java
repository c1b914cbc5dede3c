package dev.kiln.local.account;

import dev.kiln.error.VerificationFailed;
import dev.kiln.local.windows.DiskChange;
import dev.kiln.local.windows.DiskPaths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;

import java.util.List;
import java.util.function.UnaryOperator;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** An image is proven in another subnet than that of its builder, where routes that it has kept lead nowhere. */
class ProofSubnetTest {
    private static final String NONE = "seal: {method: none}\n";
    private static final String SERVER_2019 = SMALL_UNSCHEDULED.replace("2022", "2019");

    private final AccountLab lab = FreshAccounts.onMemoryTables(29, Faults.none());
    private final List<String> subnets = lab.account.deployment().settings().subnetIds();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void image_isProvenInAnotherSubnetThanItsBuilders() {
        String id = succeeds(SMALL_UNSCHEDULED);

        assertThat(subnet("builder", id)).isEqualTo(subnets.get(0));
        assertThat(subnet("verifier", id)).isEqualTo(subnets.get(1));
    }

    @Test
    void image_ofABuilderThatFoundRoomInTheLastSubnet_isProvenInTheFirst() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.account.ec2().capacity((zone, type) -> zone.endsWith("b"));
        lab.runUntilCalls("ssm:SendCommand", 1);
        lab.account.ec2().capacity((zone, type) -> true);
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).isEqualTo("SUCCEEDED");
        assertThat(subnet("builder", id)).isEqualTo(subnets.get(1));
        assertThat(subnet("verifier", id)).isEqualTo(subnets.get(0));
    }

    @Test
    void image_whileNoOtherSubnetHasRoom_isProvenInThatOfItsBuilder() {
        lab.account.ec2().capacity((zone, type) -> zone.endsWith("a"));

        String id = succeeds(SMALL_UNSCHEDULED);

        assertThat(subnet("verifier", id)).isEqualTo(subnet("builder", id));
    }

    @Test
    void image_ofAMachineThatTheRecipeBrings_isProvenInAnotherSubnetThanThatMachines() {
        String own = lab.launchByHand();

        String id = succeeds("name: small\nparent: {instance: " + own + "}\nschedule: never\n");

        assertThat(lab.living()).extracting(Instance::subnetId).containsExactly(subnets.get(0));
        assertThat(subnet("verifier", id)).isEqualTo(subnets.get(1));
    }

    @Test
    void image_thatNothingWasDoneFor_isProvenWhereItsBuildersRoutesAreRight() {
        lab.account.ec2().capacity((zone, type) -> zone.endsWith("b"));
        String id = lab.upload(SERVER_2019 + NONE);
        lab.runUntilCalls("ssm:SendCommand", 1);
        lab.account.ec2().capacity((zone, type) -> true);
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).isEqualTo("SUCCEEDED");
        assertThat(subnet("verifier", id)).isEqualTo(subnets.get(1)).isEqualTo(subnet("builder", id));
    }

    @Test
    void routeToKmsThatTheBuilderKeeps_isCaught() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        var builder = aboutToStop();
        String gateway = "10.%s.0.1".formatted(builder.privateIpAddress().split("\\.", -1)[1]);
        change(builder, disk -> disk.file(DiskPaths.PERSISTENT_ROUTES + "169.254.169.250", gateway));
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).error()).contains(VerificationFailed.class.getName());
        assertThat(lab.message(lab.build(id)))
                .contains("the route to 169.254.169.250 leads to " + gateway + ", which is no gateway of this subnet");
    }

    @Test
    void agentThatWasNotScheduled_isCaughtByTheSilenceOfTheMachine() {
        String id = lab.upload(SERVER_2019);
        change(aboutToStop(), disk -> disk.firstBootPending(false));
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).error()).contains(VerificationFailed.class.getName());
        assertThat(lab.message(lab.build(id)))
                .contains(
                        "SSM did not hear of a machine",
                        "kept of its builder's subnet lead nowhere from where it is (" + subnets.get(1) + ")");
    }

    private String succeeds(String recipe) {
        var build = lab.bake(recipe);
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        return build.buildId();
    }

    /** The builder when it is sealed and has been told to stop. */
    private Instance aboutToStop() {
        lab.runUntilCalls("ec2:StopInstances", 1);
        return lab.living().getFirst();
    }

    /** Somebody changes the disk of a machine. */
    private void change(Instance instance, UnaryOperator<DiskChange> mistake) {
        var machine = lab.account.nodes().machine(instance.instanceId()).orElseThrow();
        machine.change(mistake.apply(machine.disk().change()).done());
    }

    /** Where the machine of a role was launched in the end. */
    private String subnet(String role, String buildId) {
        return lab.account.records().ledger().resources(buildId).stream()
                .filter(row -> row.key().startsWith("instance#" + role + "#")
                        && row.resourceId().isPresent())
                .map(row -> row.attributes().get("subnet"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
