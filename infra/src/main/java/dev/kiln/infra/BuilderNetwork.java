package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.config.NetworkConfig;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A VPC for builders: private subnets in two zones, because a zone may have no capacity. S3 and DynamoDB are reached by
 * gateway endpoints, which cost nothing; SSM and logs by interface endpoints where they are asked for, or through the
 * one NAT gateway.
 */
final class BuilderNetwork extends Construct {
    private static final String BUILDERS = "builders";

    private final Vpc vpc;
    private final BuilderSecurityGroup group;

    BuilderNetwork(Construct scope, Names names, NetworkConfig.Own own, KilnConfig config) {
        super(scope, "Network");
        vpc = vpc(names, own, config);
        group = new BuilderSecurityGroup(this, names, vpc.getVpcId());
        if (own.endpoints()) {
            interfaceEndpoints(names);
        }
    }

    List<String> subnetIds() {
        return vpc.selectSubnets(builders()).getSubnets().stream()
                .map(ISubnet::getSubnetId)
                .toList();
    }

    String securityGroupId() {
        return group.id();
    }

    private static SubnetSelection builders() {
        return SubnetSelection.builder().subnetGroupName(BUILDERS).build();
    }

    private Vpc vpc(Names names, NetworkConfig.Own own, KilnConfig config) {
        return Vpc.Builder.create(this, "Vpc")
                .vpcName(names.of(BUILDERS))
                .ipAddresses(IpAddresses.cidr(own.cidr()))
                .maxAzs(2)
                .natGateways(own.nat() ? 1 : 0)
                .subnetConfiguration(own.nat() ? List.of(builders(own), outside()) : List.of(builders(own)))
                .gatewayEndpoints(new TreeMap<>(Map.of(
                        "S3", gateway(GatewayVpcEndpointAwsService.S3),
                        "DynamoDb", gateway(GatewayVpcEndpointAwsService.DYNAMODB))))
                .flowLogs(Map.of("Rejected", flowLog(names, config)))
                .build();
    }

    private static SubnetConfiguration builders(NetworkConfig.Own own) {
        return SubnetConfiguration.builder()
                .name(BUILDERS)
                .subnetType(own.nat() ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED)
                .build();
    }

    /** Only the NAT gateway lives there. */
    private static SubnetConfiguration outside() {
        return SubnetConfiguration.builder()
                .name("outside")
                .subnetType(SubnetType.PUBLIC)
                .cidrMask(28)
                .mapPublicIpOnLaunch(false)
                .build();
    }

    private static GatewayVpcEndpointOptions gateway(GatewayVpcEndpointAwsService service) {
        return GatewayVpcEndpointOptions.builder().service(service).build();
    }

    /** What a builder tried and could not reach, which is what one looks for. */
    private FlowLogOptions flowLog(Names names, KilnConfig config) {
        var logs = LogGroup.Builder.create(this, "FlowLogs")
                .logGroupName("/" + names.prefix() + "/network")
                .retention(LogRetention.of(config.logRetentionDays()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        return FlowLogOptions.builder()
                .destination(FlowLogDestination.toCloudWatchLogs(logs))
                .trafficType(FlowLogTrafficType.REJECT)
                .build();
    }

    private void interfaceEndpoints(Names names) {
        var group = SecurityGroup.Builder.create(this, "EndpointSecurityGroup")
                .vpc(vpc)
                .securityGroupName(names.of("endpoints"))
                .description("Kiln: endpoints that builders call")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.securityGroupId(this.group.id()), Port.tcp(443), "builders");
        services()
                .forEach((id, service) -> vpc.addInterfaceEndpoint(
                        id,
                        InterfaceVpcEndpointOptions.builder()
                                .service(service)
                                .subnets(builders())
                                .securityGroups(List.of(group))
                                .open(false)
                                .build()));
    }

    private static Map<String, InterfaceVpcEndpointAwsService> services() {
        return new TreeMap<>(Map.of(
                "Ssm", InterfaceVpcEndpointAwsService.SSM,
                "SsmMessages", InterfaceVpcEndpointAwsService.SSM_MESSAGES,
                "Ec2Messages", InterfaceVpcEndpointAwsService.EC2_MESSAGES,
                "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS));
    }
}
