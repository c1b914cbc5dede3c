package dev.kiln.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A recipe that is looked at together with the deployment that would build it. */
class StackValidateTest {
    @TempDir
    private Path folder;

    @Test
    void validate_allIsThere_saysWhatWasLookedAtAndLeavesNothing() {
        try (var lab = new StackLab()) {
            var run = validate(lab, CommandLab.SMALL);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("    bucket: kiln-recipes-123456789012-us-east-1, and you may upload\n")
                    .containsPattern("    parent: ami-[0-9a-f]{17} Windows_Server-2022-English-Full-Base-")
                    .containsPattern("    subnets: subnet-[0-9a-f]{17} in us-east-1a, \\d+ free addresses\n")
                    .containsPattern("    type: m\\d\\w*\\.\\w+\n")
                    .contains("    quota: 0 of 64 vCPUs of Standard instances are in use")
                    .containsPattern("    launch: m\\S+ in subnet-[0-9a-f]{17}, as a dry run\n");
            assertThat(lab.account().ec2().describeInstances(r -> {}).reservations())
                    .isEmpty();
            assertThat(lab.account().calls())
                    .doesNotContainKey("s3:PutObject")
                    .containsEntry("s3:AbortMultipartUpload", 1);
        }
    }

    @Test
    void validate_parentThatIsNotThere_isWrong() {
        try (var lab = new StackLab()) {
            var run = validate(lab, CommandLab.SMALL.replace("English-Full-Base", "English-None"));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .contains("parent: The parent cannot be had: SSM has no parameter ")
                    .contains("1 mistake. Nothing was started.");
        }
    }

    @Test
    void validate_quotaTooSmall_saysHowMuchIsUsedAndWhereToAskForMore() {
        try (var lab = new StackLab()) {
            lab.quotas().vcpus(1);

            assertThat(validate(lab, CommandLab.SMALL).err())
                    .contains("quota: 0 of 1 vCPUs of Standard instances are in use, and a builder needs up to 2.")
                    .contains("L-1216C47A");
        }
    }

    @Test
    void validate_subnetThatIsNotThere_isWrong() {
        try (var lab = new StackLab()) {
            var outputs = StackLab.outputs();
            outputs.put("SubnetIds", "subnet-00000000000000000");
            lab.stacks().with("kiln-pipeline", "UPDATE_COMPLETE", outputs);

            var run = validate(lab, CommandLab.SMALL);

            assertThat(run.err())
                    .contains("subnets: The subnet subnet-00000000000000000 of the deployment does not exist.")
                    .contains("launch: RunInstances (")
                    .contains("InvalidSubnetID.NotFound");
        }
    }

    @Test
    void validate_subnetWithoutAFreeAddress_isWrong() {
        try (var lab = new StackLab()) {
            lab.machines(Crowded::new);

            assertThat(validate(lab, CommandLab.SMALL).err()).contains("has no free address.");
        }
    }

    @Test
    void validate_typeThatIsOfferedNowhere_isWrong() {
        try (var lab = new StackLab()) {
            lab.machines(WithoutOffers::new);

            assertThat(validate(lab, CommandLab.SMALL).err())
                    .containsPattern("type: \\S+ is offered in none of the zones us-east-1a, us-east-1b\\.");
        }
    }

    @Test
    void validate_whoeverAsksMayNotLaunch_isNoMistakeButSaysThatItWasNotChecked() {
        try (var lab = new StackLab()) {
            lab.machines(Unauthorized::new);

            var run = validate(lab, CommandLab.SMALL);

            assertThat(run.code()).isZero();
            assertThat(run.out()).contains("launch: not checked, RunInstances (");
        }
    }

    @Test
    void validate_recipeWithMistakes_isNotLookedUp() {
        try (var lab = new StackLab()) {
            var run = validate(lab, CommandLab.SMALL.replace("steps:", "stages:"));

            assertThat(run.code()).isEqualTo(2);
            assertThat(lab.account().calls()).isEmpty();
        }
    }

    private CommandLab.Run validate(StackLab lab, String recipe) {
        return lab.run("validate", "--stack", "kiln", new CommandLab(folder).recipe(recipe));
    }

    private static final class Crowded extends AskedEc2 {
        Crowded(Ec2Client real) {
            super(real);
        }

        @Override
        public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
            var full = super.describeSubnets(request).subnets().stream()
                    .map(subnet -> subnet.toBuilder().availableIpAddressCount(0).build())
                    .toList();
            return DescribeSubnetsResponse.builder().subnets(full).build();
        }
    }

    private static final class WithoutOffers extends AskedEc2 {
        WithoutOffers(Ec2Client real) {
            super(real);
        }

        @Override
        public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
                DescribeInstanceTypeOfferingsRequest request) {
            return DescribeInstanceTypeOfferingsResponse.builder()
                    .instanceTypeOfferings(List.of())
                    .build();
        }
    }

    private static final class Unauthorized extends AskedEc2 {
        Unauthorized(Ec2Client real) {
            super(real);
        }

        @Override
        public RunInstancesResponse runInstances(RunInstancesRequest request) {
            throw error("UnauthorizedOperation");
        }
    }
}
