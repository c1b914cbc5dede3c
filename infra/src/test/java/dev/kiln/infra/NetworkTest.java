package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.infra.naming.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkTest {
    private static final Template NETWORK = Template.of("network");

    private static JsonNode builders(Template template) {
        return template.named("AWS::EC2::SecurityGroup", "GroupName", "kiln-builder");
    }

    @Test
    void nothing_reachesABuilder() {
        assertThat(builders(NETWORK).path("SecurityGroupIngress"))
                .as("a builder is an unpatched machine with an open agent")
                .isEmpty();
        assertThat(NETWORK.resources("AWS::EC2::SecurityGroupIngress")).isEmpty();
    }

    @Test
    void aBuilder_callsOutOnTwoPortsAlone() {
        assertThat(builders(NETWORK).path("SecurityGroupEgress"))
                .extracting(e -> e.path("FromPort").asInt())
                .containsExactly(443, 80);
    }

    @Test
    void buildersLive_inPrivateSubnetsOfTwoZones() {
        var zones = NETWORK.properties("AWS::EC2::Subnet")
                .filter(s -> s.toString().contains("\"builders\""))
                .peek(s -> assertThat(s.path("MapPublicIpOnLaunch").asBoolean()).isFalse())
                .map(s -> s.path("AvailabilityZone").toString());

        assertThat(zones)
                .as("a zone may have no capacity")
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void theDefault_hasOneNatGateway_andEndpointsThatCostNothing() {
        assertThat(NETWORK.resources("AWS::EC2::NatGateway")).hasSize(1);
        assertThat(NETWORK.properties("AWS::EC2::VPCEndpoint")
                        .map(e -> e.path("VpcEndpointType").asText()))
                .containsExactly("Gateway", "Gateway");
    }

    @Test
    void withoutNat_ssmAndLogsAreReachedInsideTheVpc(@TempDir Path folder) {
        Synthesised.into(folder, "network: {nat: false}");
        var network = Template.in(folder, "kiln", "network");

        assertThat(network.resources("AWS::EC2::NatGateway")).isEmpty();
        assertThat(network.resources("AWS::EC2::InternetGateway")).isEmpty();
        assertThat(network.properties("AWS::EC2::VPCEndpoint")
                        .filter(e -> e.path("VpcEndpointType").asText().equals("Interface"))
                        .map(e -> Template.rendered(e.path("ServiceName"))))
                .containsExactlyInAnyOrder(
                        "com.amazonaws.${AWS::Region}.ssm",
                        "com.amazonaws.${AWS::Region}.ssmmessages",
                        "com.amazonaws.${AWS::Region}.ec2messages",
                        "com.amazonaws.${AWS::Region}.logs");
    }

    @Test
    void aVpcThatIsThere_getsASecurityGroupAlone(@TempDir Path folder) {
        Synthesised.into(folder, """
                network:
                  vpcId: vpc-0123456789abcdef0
                  subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
                """);
        var network = Template.in(folder, "kiln", "network");
        var environment = Template.in(folder, "kiln", "pipeline")
                .named("AWS::Lambda::Function", "FunctionName", "kiln-LaunchBuilder")
                .at("/Environment/Variables");

        assertThat(network.resources("AWS::EC2::VPC")).isEmpty();
        assertThat(builders(network).path("VpcId").asText()).isEqualTo("vpc-0123456789abcdef0");
        assertThat(environment.path("KILN_SUBNET_IDS").asText())
                .isEqualTo("subnet-0123456789abcdef0,subnet-0123456789abcdef1");
    }

    @Test
    void aSecurityGroupThatIsThere_isTaken(@TempDir Path folder) {
        Synthesised.into(folder, """
                network:
                  vpcId: vpc-0123456789abcdef0
                  subnetIds: [subnet-0123456789abcdef0]
                  securityGroupId: sg-0123456789abcdef0
                """);

        assertThat(folder.resolve("kiln-network.template.json"))
                .as("CloudFormation takes no stack without a resource")
                .doesNotExist();
        assertThat(Statement.of(Template.in(folder, "kiln", "pipeline"), Handler.VERIFY_IMAGE)
                        .flatMap(s -> s.resources().stream()))
                .contains(
                        "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group/sg-0123456789abcdef0");
    }
}
